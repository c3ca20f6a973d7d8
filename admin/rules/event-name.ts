import { knownEvent } from "../../src/core/rules/events"
import { useText } from "../i18n/use-text"
import { propertyOf } from "./events"

/** The name people know an event by; a store's own event goes by the name it was recorded under. */
export function useEventName() {
  const { label } = useText()
  return (event: string) => {
    const known = knownEvent(event)
    return known ? label(known.label) : event.replaceAll("_", " ")
  }
}

/** What a key that narrows an event is called; a property that nobody named goes by its key. */
export function useNarrowingName() {
  const { t, label } = useText()
  return (event: string, key: string) => {
    const property = propertyOf(event, key)
    return property ? label(property.label) : t(`rules.narrowings.${key}`, { defaultValue: key })
  }
}
