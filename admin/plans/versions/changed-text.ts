import type { JsonSchema } from "../../api/catalogue"
import type { Difference } from "../../api/versions"
import { plain } from "../../form/json-schema"
import { usePropertyLabel } from "../../form/property-label"
import { useText } from "../../i18n/use-text"

const LONGEST = 60

/** One changed value as "Name: before → after"; what is long, or no plain value, is only said to be another. */
export function useChangedText() {
  const { t, label } = useText()
  const labelOf = usePropertyLabel()
  const said = (value: unknown, given: JsonSchema | undefined): string | null => {
    const schema = given && plain(given)
    if (schema?.enum?.includes(value as never))
      return (
        label(schema.form?.choices?.[String(value)]) || t(`choices.${value}`, { defaultValue: String(value) })
      )
    if (value === undefined || value === null || value === "") return "–"
    if (typeof value === "boolean") return t(value ? "rules.yes" : "rules.no")
    const text =
      Array.isArray(value) && value.every(isPlain) ? value.join(", ") : isPlain(value) ? String(value) : null
    return text === null || text.length > LONGEST ? null : text
  }
  return ({ path, before, after }: Difference["settings"][number], schema?: JsonSchema): string => {
    const names = path.split(".")
    const name = names
      .map((part, depth) => labelOf(part, schemaAt(schema, names.slice(0, depth + 1))))
      .join(" › ")
    const at = schemaAt(schema, names)
    const [was, is] = [said(before, at), said(after, at)]
    return was === null || is === null
      ? t("plans.difference.value", { name })
      : t("plans.difference.values", { name, before: was, after: is })
  }
}

const isPlain = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number"

const schemaAt = (schema: JsonSchema | undefined, path: string[]): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((at, name) => at?.properties?.[name], schema)
