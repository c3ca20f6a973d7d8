import type { JsonSchema } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** A merchant's word for a property; its own title or name where we have none. */
export function usePropertyLabel() {
  const { t, label } = useText()
  return (name: string, schema?: JsonSchema) =>
    label(schema?.form?.label) ||
    t(`settings.${name}`, { defaultValue: schema?.title ?? name.replaceAll("_", " ") })
}
