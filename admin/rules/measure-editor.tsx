import { XMarkMini } from "@medusajs/icons"
import { IconButton, Input } from "@medusajs/ui"
import { Fragment, useRef } from "react"
import { Choose } from "../form/choose"
import { MoneyInput, NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { COMPARISONS, isMoney, type MeasureName, measureKey } from "./operators"
import type { Measure } from "./rule"

type Comparison = (typeof COMPARISONS)[number]

/** "at least [2] times", "amount [at least] [500] EUR", "the largest [price] [at most] [20]" */
export function MeasureEditor({
  name,
  value,
  onChange,
  onRemove,
}: {
  name: MeasureName
  value: Measure
  onChange: (next: Measure) => void
  onRemove: () => void
}) {
  const { t } = useText()
  const { of, currency, ...compared } = value
  const key = measureKey(name, of)
  const money = isMoney(name, of)
  const used = COMPARISONS.filter((c) => value[c] !== undefined)
  // An amount that is empty for the moment keeps its "at most".
  const last = useRef<Comparison>("gte")
  if (used[0]) last.current = used[0]
  /** Another way to compare or another amount in the place of this one; what else it is compared with stays. */
  const put = (now: Comparison, next: Comparison, amount: unknown) => {
    const { [now]: _, ...others } = compared
    onChange({
      ...others,
      ...(amount === undefined ? {} : { [next]: amount }),
      ...(of === undefined ? {} : { of }),
      ...(currency === undefined ? {} : { currency }),
    } as Measure)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="txt-compact-small text-ui-fg-subtle">{t(`rules.measures.${key}`)}</span>
      {key.endsWith("Of") ? (
        <div className="w-32">
          <Input
            size="small"
            aria-label={t("rules.property")}
            placeholder={t("rules.property")}
            value={of}
            onChange={(e) => onChange({ ...value, of: e.target.value })}
          />
        </div>
      ) : null}
      {(used.length > 0 ? used : [last.current]).map((op) => (
        <Fragment key={op}>
          <Choose
            label={t("rules.comparison", { measure: t(`rules.measures.${key}`) })}
            className="w-32"
            value={op}
            options={COMPARISONS.map((c) => ({ value: c, label: t(`rules.operators.${c}`) }))}
            onChange={(c) =>
              put(op, c as Comparison, c === "between" ? between(value[op]) : between(value[op])[0])
            }
          />
          <Amounts
            name={name}
            money={money}
            op={op}
            value={value}
            onChange={(amount) => put(op, op, amount)}
          />
        </Fragment>
      ))}
      {money ? (
        <Currency value={currency} onChange={(c) => onChange({ ...value, currency: c })} />
      ) : (
        <span className="txt-compact-small text-ui-fg-subtle">{t(`rules.measureUnits.${key}`)}</span>
      )}
      <IconButton
        size="2xsmall"
        variant="transparent"
        aria-label={t("rules.removeMeasure")}
        onClick={onRemove}
      >
        <XMarkMini />
      </IconButton>
    </div>
  )
}

function Amounts({
  name,
  money,
  op,
  value,
  onChange,
}: {
  name: MeasureName
  money: boolean
  op: Comparison
  value: Measure
  onChange: (amount: unknown) => void
}) {
  const { t } = useText()
  const whole = name === "count" || name === "days"
  const one = (label: string, amount: number | undefined, set: (n: number | undefined) => void) =>
    money ? (
      <MoneyInput
        label={label}
        className="w-28"
        value={amount}
        currency={value.currency ?? "eur"}
        onChange={set}
      />
    ) : (
      <NumberInput label={label} className="w-20" whole={whole} value={amount} onChange={set} />
    )
  if (op !== "between")
    return one(t(`rules.measures.${measureKey(name, value.of)}`), value[op], (n) => onChange(n))
  const [low, high] = value.between ?? [0, 0]
  return (
    <>
      {one(t("rules.from"), low, (n) => onChange([n ?? 0, high]))}
      <span className="text-ui-fg-subtle txt-compact-small">–</span>
      {one(t("rules.until"), high, (n) => onChange([low, n ?? 0]))}
    </>
  )
}

function Currency({ value, onChange }: { value: string | undefined; onChange: (value: string) => void }) {
  const { t } = useText()
  const currencies = useCurrencies()
  return (
    <Choose
      label={t("rules.currency")}
      className="w-20"
      value={value}
      placeholder={t("rules.choose")}
      options={[...new Set([...currencies, ...(value ? [value] : [])])].map((c) => ({
        value: c,
        label: c.toUpperCase(),
      }))}
      onChange={onChange}
    />
  )
}

const between = (value: unknown): [number, number] => {
  const [low = 0, high = low] = [value ?? 0].flat().map(Number)
  return [low, high]
}
