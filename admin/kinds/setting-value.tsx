import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { JsonSchema } from "../api/catalogue"
import { type ThingSource, useThingNames } from "../api/things"
import { plain } from "../form/json-schema"
import { usePropertyLabel } from "../form/property-label"
import { useText } from "../i18n/use-text"
import type { Rule } from "../rules/rule"
import { useSentenceOf } from "../rules/use-sentence-of"

const PICKED: Record<string, ThingSource> = {
  segment: "segment",
  list: "segment",
  "coupon-template": "coupon_template",
}
/** Of kinds that were there before schemas asked for their pickers. */
const BY_NAME: Record<string, ThingSource> = { segment_id: "segment", template_id: "coupon_template" }

/** What a setting says, in words: names for ids, a sentence for a rule. */
export function SettingValue({
  name,
  value,
  schema: given,
  kind,
}: {
  name: string
  value: unknown
  schema: JsonSchema | undefined
  kind: string
}): ReactNode {
  const { t, label, number } = useText()
  if (value === undefined || value === null || value === "") return "–"
  if (typeof value === "boolean") return t(value ? "rules.yes" : "rules.no")
  const schema = given && plain(given)
  const source = sourceOf(name, kind, schema)
  if (source && typeof value === "string") return <ThingName source={source} id={value} />
  if (isRule(value)) return <Sentence rule={value} />
  if (schema?.enum)
    return (
      label(schema.form?.choices?.[String(value)]) || t(`choices.${value}`, { defaultValue: String(value) })
    )
  if (typeof value === "number") return number(value)
  if (typeof value === "string") return <span className="whitespace-pre-wrap">{value}</span>
  if (Array.isArray(value))
    return value.every((one) => typeof one !== "object") ? (
      value.join(", ")
    ) : (
      <ol className="flex list-decimal flex-col gap-y-1 ps-4">
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: only to be read
          <li key={index}>
            <SettingValue name={name} value={one} schema={schema?.items} kind={kind} />
          </li>
        ))}
      </ol>
    )
  return <Parts value={value as Record<string, unknown>} schema={schema} kind={kind} />
}

function Parts({
  value,
  schema,
  kind,
}: {
  value: Record<string, unknown>
  schema: JsonSchema | undefined
  kind: string
}) {
  const labelOf = usePropertyLabel()
  // What the form makes by itself says nothing to anybody.
  const said = Object.entries(value).filter(([key]) => schema?.properties?.[key]?.form?.control !== "made")
  return (
    <span className="flex flex-col">
      {said.map(([key, one]) => (
        <span key={key}>
          {labelOf(key, schema?.properties?.[key])}:{" "}
          <SettingValue name={key} value={one} schema={schema?.properties?.[key]} kind={kind} />
        </span>
      ))}
    </span>
  )
}

function sourceOf(name: string, kind: string, schema: JsonSchema | undefined): ThingSource | undefined {
  const asked = PICKED[schema?.form?.control ?? ""]
  if (asked) return asked
  return kind === "segment" || kind === "benefit:coupon" ? BY_NAME[name] : undefined
}

export const isRule = (value: unknown): value is Rule =>
  typeof value === "object" &&
  value !== null &&
  ["all", "any", "not", "fact", "did", "holds"].some((key) => key in value)

function ThingName({ source, id }: { source: ThingSource; id: string }) {
  const names = useThingNames(source, [id])
  return <>{names.data?.[id] ?? "…"}</>
}

function Sentence({ rule }: { rule: Rule }) {
  const { t } = useText()
  const sentence = useSentenceOf(rule)
  return (
    <Text as="span" size="small">
      {sentence.data?.text ?? (sentence.isError ? t("canvas.notChosen") : "…")}
    </Text>
  )
}
