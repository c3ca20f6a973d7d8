import { Hint, Text, Textarea } from "@medusajs/ui"
import type { Problem } from "../../../src/core/problem"
import { useFields } from "../../api/catalogue"
import type { TemplateParameter, TemplateValue } from "../../api/segment-templates"
import { Choose } from "../../form/choose"
import { MoneyInput, NumberInput } from "../../form/inputs"
import { Labelled } from "../../form/labelled"
import { ThingPicker } from "../../form/thing-picker"
import { useText } from "../../i18n/use-text"
import { useCurrencies } from "../../page/currencies"
import { useProblemText } from "../../page/problem-text"
import { TextsValue } from "../../rules/text-value"

/** One value of a template under its name, with what is wrong with it. */
export function TemplateValueInput({
  parameter,
  value,
  problems,
  onChange,
}: {
  parameter: TemplateParameter
  value: TemplateValue | undefined
  problems: Problem[]
  onChange: (value: TemplateValue) => void
}) {
  const { label } = useText()
  const textOf = useProblemText()
  const wrong = problems
    .filter(({ path }) => `${path}.`.startsWith(`values.${parameter.id}.`))
    .map((problem) => (
      <Hint key={`${problem.code} ${problem.path}`} variant="error" role="alert">
        {textOf(problem, true)}
      </Hint>
    ))
  return (
    <Labelled label={label(parameter.label)} wrong={wrong}>
      {(id) => <Control id={id} parameter={parameter} value={value} onChange={onChange} />}
    </Labelled>
  )
}

/** What a template starts with: its defaults, and nothing chosen where something must be. */
export const firstValue = (parameter: TemplateParameter): TemplateValue => {
  if (parameter.type === "amount") return { amount: parameter.default, currency: parameter.currency }
  return ("default" in parameter && parameter.default) || []
}

function Control({
  id,
  parameter,
  value,
  onChange,
}: {
  id: string
  parameter: TemplateParameter
  value: TemplateValue | undefined
  onChange: (value: TemplateValue) => void
}) {
  const { t, label } = useText()
  if (parameter.type === "amount") return <AmountControl id={id} value={value} onChange={onChange} />
  if (parameter.type === "text")
    return (
      <Textarea
        id={id}
        rows={2}
        maxLength={parameter.max}
        value={typeof value === "string" ? value : ""}
        onChange={(e) => onChange(e.target.value)}
      />
    )
  if (parameter.type === "count" || parameter.type === "days" || parameter.type === "hours")
    return (
      <div className="flex items-center gap-x-2">
        <NumberInput
          id={id}
          whole
          min={parameter.min}
          max={parameter.max}
          value={typeof value === "number" ? value : undefined}
          onChange={(next) => onChange(next ?? null)}
        />
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {parameter.type === "count" ? label(parameter.unit) : t(`gallery.units.${parameter.type}`)}
        </Text>
      </div>
    )
  if (parameter.type === "field_values")
    return <ValuesControl field={parameter.field} value={value} onChange={onChange} />
  return (
    <ThingPicker
      source={parameter.type}
      ids={Array.isArray(value) ? value : []}
      label={t(`gallery.choose.${parameter.type}`)}
      onChange={(ids) => onChange(parameter.max === 1 ? ids.slice(-1) : ids)}
    />
  )
}

/** Values of a field, with how many customers have each. */
function ValuesControl({
  field: id,
  value,
  onChange,
}: {
  field: string
  value: TemplateValue | undefined
  onChange: (value: TemplateValue) => void
}) {
  const field = useFields().data?.fields.find((one) => one.id === id)
  if (!field) return null
  return <TextsValue field={field} value={value} onChange={(next) => onChange(next as string[])} />
}

function AmountControl({
  id,
  value,
  onChange,
}: {
  id: string
  value: TemplateValue | undefined
  onChange: (value: TemplateValue) => void
}) {
  const { t } = useText()
  const currencies = useCurrencies()
  const given = typeof value === "object" && value !== null && !Array.isArray(value) ? value : null
  const currency = given?.currency ?? currencies[0] ?? "eur"
  return (
    <div className="flex items-center gap-x-2">
      <MoneyInput
        id={id}
        value={given?.amount ?? undefined}
        currency={currency}
        onChange={(minor) => onChange({ amount: minor ?? null, currency })}
      />
      <Choose
        label={t("rules.currency")}
        className="w-24"
        value={currency}
        options={[...new Set([currency, ...currencies])].map((one) => ({
          value: one,
          label: one.toUpperCase(),
        }))}
        onChange={(chosen) => onChange({ amount: given?.amount ?? null, currency: chosen })}
      />
    </div>
  )
}
