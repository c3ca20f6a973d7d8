import { useText } from "../i18n/use-text"
import { isNamed } from "./events"

/** The name people know an event by; a store's own event goes by the name it was recorded under. */
export function useEventName() {
  const { t } = useText()
  return (event: string) => (isNamed(event) ? t(`rules.events.${event}`) : event.replaceAll("_", " "))
}
