import type { CatalogueField } from "../api/catalogue"
import { MoneyInput, NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { ChoicesValue, ChoiceValue } from "./choice-value"
import { DayInput } from "./day-input"
import { DurationInput } from "./duration"
import { Spread } from "./known-values"
import { MonthChoice } from "./month-choice"
import { shapeOf } from "./operators"
import type { Duration } from "./rule"
import { TextsValue, TextValue } from "./text-value"

type Props = {
  field: CatalogueField
  op: string
  value: unknown
  currency: string
  onChange: (value: unknown) => void
}

/** The value beside an operator, drawn by the field's type. */
export function ValueEditor({ field, op, value, currency, onChange }: Props) {
  const { t, label } = useText()
  const shape = shapeOf(field.type, op)
  const name = t("rules.value")
  switch (shape) {
    case "none":
      return null
    case "boolean":
      return <ChoiceValue field={field} value={value} onChange={onChange} />
    case "text":
      if (field.choices) return <ChoiceValue field={field} value={value} onChange={onChange} />
      return <TextValue field={field} value={value} onChange={onChange} part={/contains|with/.test(op)} />
    case "texts":
      if (field.choices) return <ChoicesValue field={field} value={value} onChange={onChange} />
      return <TextsValue field={field} value={value} onChange={onChange} />
    case "number":
      return (
        <Spread field={field} currency={currency}>
          <NumberInput label={name} value={value as number | undefined} onChange={onChange} />
          {field.unit ? (
            <span className="txt-compact-small text-ui-fg-subtle">{label(field.unit)}</span>
          ) : null}
        </Spread>
      )
    case "money":
      return (
        <Spread field={field} currency={currency}>
          <MoneyInput
            label={name}
            value={value as number | undefined}
            currency={currency}
            onChange={onChange}
          />
          <span className="txt-compact-small text-ui-fg-subtle">{currency.toUpperCase()}</span>
        </Spread>
      )
    case "numbers":
    case "moneys":
    case "dates":
      return (
        <Spread field={field} currency={currency}>
          <Between shape={shape} value={value} currency={currency} onChange={onChange} />
        </Spread>
      )
    case "date":
      return (
        <Spread field={field} currency={currency}>
          <DayInput label={name} value={value} onChange={onChange} />
        </Spread>
      )
    case "duration":
      return (
        <DurationInput
          label={name}
          value={value as Duration | undefined}
          // Where days are counted, minutes and hours have no meaning.
          units={field.day || op.startsWith("anniversary") ? ["days", "weeks"] : undefined}
          onChange={onChange}
        />
      )
    case "month":
      return <MonthChoice value={value} onChange={onChange} />
  }
}

function Between({
  shape,
  value,
  currency,
  onChange,
}: {
  shape: "numbers" | "moneys" | "dates"
  value: unknown
  currency: string
  onChange: (value: unknown) => void
}) {
  const { t } = useText()
  const [low, high] = (Array.isArray(value) ? value : []) as [unknown, unknown]
  const part = (label: string, now: unknown, set: (value: unknown) => void) => {
    if (shape === "dates") return <DayInput label={label} value={now} onChange={set} />
    if (shape === "moneys")
      return (
        <MoneyInput
          label={label}
          className="w-28"
          value={now as number | undefined}
          currency={currency}
          onChange={set}
        />
      )
    return <NumberInput label={label} value={now as number | undefined} onChange={set} />
  }
  return (
    <div className="flex items-center gap-1.5">
      {part(t("rules.from"), low, (v) => onChange([v ?? null, high ?? null]))}
      <span className="text-ui-fg-subtle txt-compact-small">–</span>
      {part(t("rules.until"), high, (v) => onChange([low ?? null, v ?? null]))}
    </div>
  )
}
