import { XMarkMini } from "@medusajs/icons"
import { IconButton, Input } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { TextsInput } from "../form/texts-input"
import { useText } from "../i18n/use-text"
import { another, COMPARED, type Compared, isList, isNumeric, WAYS, type Way, wayOf } from "./property-ways"
import type { Match, Scalar } from "./rule"

/** "source [is] [newsletter]": one property of an event compared with something, or with several at once. */
export function PropertyMatch({
  called,
  match = { is: "" },
  onChange,
}: {
  called: string
  match?: Match
  onChange: (match: Match | undefined) => void
}) {
  return COMPARED.filter((compared) => match[compared] !== undefined).map((compared) => {
    const { [compared]: value, ...others } = match
    const put = (next: Match) => onChange(Object.keys(next).length > 0 ? next : undefined)
    return (
      <OneMatch
        key={compared}
        shown={called}
        way={wayOf(compared, value)}
        value={value}
        onChange={(next) => put({ ...others, ...next })}
        onRemove={() => put(others)}
      />
    )
  })
}

function OneMatch({
  shown,
  way,
  value,
  onChange,
  onRemove,
}: {
  shown: string
  way: Way
  value: Match[Compared]
  onChange: (match: Match) => void
  onRemove: () => void
}) {
  const { t } = useText()
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <span className="txt-compact-small text-ui-fg-subtle">{shown}</span>
      <Choose
        label={t("rules.comparison", { measure: shown })}
        className="w-40"
        value={way}
        options={WAYS.map((one) => ({ value: one, label: t(`rules.propertyWays.${one}`) }))}
        onChange={(next) => onChange(another(value, next as Way))}
      />
      <Value label={t("rules.valueOf", { name: shown })} way={way} value={value} onChange={onChange} />
      <IconButton
        size="2xsmall"
        variant="transparent"
        aria-label={t("form.remove", { name: shown })}
        onClick={onRemove}
      >
        <XMarkMini />
      </IconButton>
    </div>
  )
}

function Value({
  label,
  way,
  value,
  onChange,
}: {
  label: string
  way: Way
  value: Match[Compared]
  onChange: (match: Match) => void
}) {
  const { t } = useText()
  if (way === "yes" || way === "no") return null
  if (way === "between") {
    const [low, high] = value as [number, number]
    return (
      <>
        <NumberInput
          label={t("rules.from")}
          value={low}
          onChange={(n) => onChange({ between: [n ?? 0, high] })}
        />
        <NumberInput
          label={t("rules.until")}
          value={high}
          onChange={(n) => onChange({ between: [low, n ?? 0] })}
        />
      </>
    )
  }
  if (isNumeric(way))
    return (
      <NumberInput
        label={label}
        value={value as number | undefined}
        onChange={(n) => onChange({ [way]: n ?? 0 })}
      />
    )
  if (isList(way))
    return (
      <TextsInput
        label={label}
        values={(value as Scalar[]).map(String)}
        onChange={(texts) => onChange({ [way]: texts })}
      />
    )
  return (
    <div className="w-40">
      <Input
        size="small"
        aria-label={label}
        value={String(value ?? "")}
        onChange={(e) => onChange({ [way]: e.target.value })}
      />
    </div>
  )
}
