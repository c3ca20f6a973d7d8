import { Text } from "@medusajs/ui"
import type { CatalogueField } from "../api/catalogue"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { fieldOf } from "./field-of"
import { firstValue, operatorsFor, shapeOf } from "./operators"
import type { FactCondition } from "./rule"
import { ValueEditor } from "./value-editor"

/** "Gender  [is]  [female]" */
export function FactEditor({
  value,
  onChange,
  fields,
}: {
  value: FactCondition
  onChange: (next: FactCondition) => void
  fields: CatalogueField[]
}) {
  const { t, label } = useText()
  const field = fieldOf(fields, value.fact)
  const currency = field?.currency ?? value.currency ?? "eur"
  const changeOperator = (op: string) => {
    const keeps = field && shapeOf(field.type, op) === shapeOf(field.type, value.op)
    const next: FactCondition = { ...value, op }
    if (!keeps) next.value = field ? firstValue(shapeOf(field.type, op)) : undefined
    if (next.value === undefined) delete next.value
    onChange(next)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {field?.for_days ? (
        <DaysName
          called={label(field.for_days.label)}
          {...field.for_days}
          onChange={(fact) => onChange({ ...value, fact })}
        />
      ) : (
        <Text
          size="small"
          leading="compact"
          weight="plus"
          title={field?.explanation ? label(field.explanation) : undefined}
        >
          {field ? label(field.label) : value.fact}
        </Text>
      )}
      <Choose
        label={t("rules.operator")}
        className="w-44"
        value={value.op}
        options={operatorsFor(field).map((op) => ({ value: op, label: t(`rules.operators.${op}`) }))}
        onChange={changeOperator}
      />
      {field ? (
        <ValueEditor
          field={field}
          op={value.op}
          value={value.value}
          currency={currency}
          onChange={(next) => onChange({ ...value, value: next })}
        />
      ) : null}
    </div>
  )
}

/** "Points that expire within [30] days" */
function DaysName({
  called,
  id,
  days,
  least,
  most,
  onChange,
}: Pick<NonNullable<CatalogueField["for_days"]>, "id" | "days" | "least" | "most"> & {
  called: string
  onChange: (fact: string) => void
}) {
  const { t } = useText()
  const [before, after] = called.split("{}")
  return (
    <div className="flex items-center gap-1.5">
      {before ? <NamePart>{before}</NamePart> : null}
      <NumberInput
        label={t("rules.units.days")}
        className="w-20"
        whole
        min={least}
        max={most}
        value={days === 0 ? undefined : days}
        onChange={(n) => onChange(id.replace("{}", String(Math.min(Math.max(Math.trunc(n ?? 0), 0), 9999))))}
      />
      {after ? <NamePart>{after}</NamePart> : null}
    </div>
  )
}

const NamePart = ({ children }: { children: string }) => (
  <Text size="small" leading="compact" weight="plus">
    {children.trim()}
  </Text>
)
