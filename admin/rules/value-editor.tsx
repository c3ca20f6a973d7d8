import { Input } from "@medusajs/ui"
import type { CatalogueField } from "../api/catalogue"
import { Choose } from "../form/choose"
import { MoneyInput, NumberInput, TextsInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { DurationInput } from "./duration"
import { shapeOf } from "./operators"
import type { Duration } from "./rule"

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
  if (shape === "none") return null
  if (field.choices && (shape === "text" || shape === "texts"))
    return <ChoicesOrOne field={field} many={shape === "texts"} value={value} onChange={onChange} />
  switch (shape) {
    case "boolean":
      return (
        <Choose
          label={name}
          className="w-24"
          value={String(value)}
          options={[
            { value: "true", label: t("rules.yes") },
            { value: "false", label: t("rules.no") },
          ]}
          onChange={(v) => onChange(v === "true")}
        />
      )
    case "texts":
      return <TextsInput label={name} values={texts(value)} onChange={onChange} />
    case "number":
      return (
        <div className="flex items-center gap-1.5">
          <NumberInput label={name} value={value as number | undefined} onChange={onChange} />
          {field.unit ? (
            <span className="txt-compact-small text-ui-fg-muted">{label(field.unit)}</span>
          ) : null}
        </div>
      )
    case "money":
      return (
        <MoneyInput
          label={name}
          value={value as number | undefined}
          currency={currency}
          onChange={onChange}
        />
      )
    case "numbers":
    case "moneys":
    case "dates":
      return <Between shape={shape} value={value} currency={currency} onChange={onChange} />
    case "date":
      return <DayInput label={name} value={value} onChange={onChange} />
    case "duration":
      return <DurationInput label={name} value={value as Duration | undefined} onChange={onChange} />
    case "month":
      return <MonthChoice value={value} onChange={onChange} />
    default:
      return (
        <div className="w-48">
          <Input
            size="small"
            aria-label={name}
            value={typeof value === "string" ? value : ""}
            onChange={(e) => onChange(e.target.value)}
          />
        </div>
      )
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function ChoicesOrOne({
  field,
  many,
  value,
  onChange,
}: {
  field: CatalogueField
  many: boolean
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { t, label } = useText()
  const options = (field.choices ?? []).map((c) => ({ value: c.value, label: label(c.label) }))
  if (!many)
    return (
      <Choose
        label={t("rules.value")}
        className="w-40"
        value={typeof value === "string" ? value : undefined}
        options={options}
        placeholder={t("rules.choose")}
        onChange={onChange}
      />
    )
  const chosen = texts(value)
  return (
    <div className="flex flex-wrap gap-1.5">
      {options.map((option) => {
        const on = chosen.includes(option.value)
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={on}
            onClick={() =>
              onChange(on ? chosen.filter((c) => c !== option.value) : [...chosen, option.value])
            }
            className={
              on
                ? "txt-compact-small bg-ui-bg-interactive text-ui-fg-on-color rounded-md px-2 py-1"
                : "txt-compact-small bg-ui-bg-component border-ui-border-base text-ui-fg-subtle rounded-md border px-2 py-1"
            }
          >
            {option.label}
          </button>
        )
      })}
    </div>
  )
}

function DayInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  return (
    <div className="w-40">
      <Input
        size="small"
        type="date"
        aria-label={label}
        value={typeof value === "string" ? value.slice(0, 10) : ""}
        onChange={(e) => onChange(e.target.value)}
      />
    </div>
  )
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
      <span className="text-ui-fg-muted txt-compact-small">–</span>
      {part(t("rules.until"), high, (v) => onChange([low ?? null, v ?? null]))}
    </div>
  )
}

const RELATIVE = ["this", "next", "previous"] as const

function MonthChoice({ value, onChange }: { value: unknown; onChange: (month: number | string) => void }) {
  const { t, locale } = useText()
  const name = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" })
  return (
    <Choose
      label={t("rules.value")}
      className="w-36"
      value={value === undefined ? undefined : String(value)}
      options={[
        ...RELATIVE.map((one) => ({ value: one, label: t(`rules.months.${one}`) })),
        ...Array.from({ length: 12 }, (_, i) => ({
          value: String(i + 1),
          label: name.format(new Date(Date.UTC(2026, i, 1))),
        })),
      ]}
      onChange={(m) => onChange(Number(m) || m)}
    />
  )
}
