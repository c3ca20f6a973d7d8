import { Text } from "@medusajs/ui"
import type { CatalogueField } from "../api/catalogue"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
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
  const field = fields.find((f) => f.id === value.fact)
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
      <Text
        size="small"
        leading="compact"
        weight="plus"
        title={field?.explanation ? label(field.explanation) : undefined}
      >
        {field ? label(field.label) : value.fact}
      </Text>
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
