import { XMarkMini } from "@medusajs/icons"
import { IconButton } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { MoneyInput, NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { COMPARISONS, isMoney, type MeasureName } from "./operators"
import type { Measure } from "./rule"

type Comparison = (typeof COMPARISONS)[number]

/** "at least [2] times", "amount [at least] [500] EUR" */
export function MeasureEditor({
  name,
  value,
  onChange,
  onRemove,
}: {
  name: MeasureName
  value: Measure
  onChange: (next: Measure) => void
  onRemove?: () => void
}) {
  const { t } = useText()
  const currencies = useCurrencies()
  const money = isMoney(name)
  const currency = value.currency ?? currencies[0] ?? "eur"
  const op = COMPARISONS.find((c) => value[c] !== undefined) ?? "gte"
  const put = (next: Comparison, amount: unknown) => {
    const measure = (amount === undefined ? {} : { [next]: amount }) as Measure
    onChange(money ? { ...measure, ...(value.of ? { of: value.of } : {}), currency } : measure)
  }
  const now = op === "between" ? value.between : value[op]
  const one = (label: string, amount: number | undefined, set: (n: number | undefined) => void) =>
    money ? (
      <MoneyInput label={label} className="w-28" value={amount} currency={currency} onChange={set} />
    ) : (
      <NumberInput
        label={label}
        className="w-20"
        whole={name !== "quantity"}
        min={0}
        value={amount}
        onChange={set}
      />
    )
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="txt-compact-small text-ui-fg-subtle">{t(`rules.measures.${name}`)}</span>
      <Choose
        label={t("rules.comparison", { measure: t(`rules.measures.${name}`) })}
        className="w-32"
        value={op}
        options={COMPARISONS.map((c) => ({ value: c, label: t(`rules.operators.${c}`) }))}
        onChange={(c) => put(c as Comparison, c === "between" ? [firstOf(now), firstOf(now)] : firstOf(now))}
      />
      {op === "between" ? (
        <>
          {one(t("rules.from"), value.between?.[0], (n) => put("between", [n ?? 0, value.between?.[1] ?? 0]))}
          {one(t("rules.until"), value.between?.[1], (n) =>
            put("between", [value.between?.[0] ?? 0, n ?? 0]),
          )}
        </>
      ) : (
        one(t(`rules.measures.${name}`), now as number | undefined, (n) => put(op, n))
      )}
      {money ? (
        <Choose
          label={t("rules.currency")}
          className="w-20"
          value={value.currency}
          placeholder={t("rules.choose")}
          options={currencies.map((c) => ({ value: c, label: c.toUpperCase() }))}
          onChange={(c) => onChange({ ...value, currency: c })}
        />
      ) : (
        <span className="txt-compact-small text-ui-fg-muted">{t(`rules.measureUnits.${name}`)}</span>
      )}
      {onRemove ? (
        <IconButton
          size="2xsmall"
          variant="transparent"
          aria-label={t("rules.removeMeasure")}
          onClick={onRemove}
        >
          <XMarkMini />
        </IconButton>
      ) : null}
    </div>
  )
}

const firstOf = (value: unknown): number =>
  Array.isArray(value) ? Number(value[0] ?? 0) : Number(value ?? 0)
