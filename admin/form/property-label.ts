import type { JsonSchema } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** A merchant's word for a property; its own title or name where we have none. */
export function usePropertyLabel() {
  const { t } = useText()
  return (name: string, schema?: JsonSchema) =>
    t(`settings.${name}`, { defaultValue: schema?.title ?? name.replaceAll("_", " ") })
}
