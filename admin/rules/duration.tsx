import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import type { Duration, TimeUnit } from "./rule"

const UNITS: TimeUnit[] = ["minutes", "hours", "days", "weeks"]

/** A span such as "14 days". A span of several units (from the API) is shown by its largest. */
export function DurationInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: Duration | undefined
  onChange: (value: Duration) => void
}) {
  const { t } = useText()
  const unit = [...UNITS].reverse().find((u) => value?.[u] !== undefined) ?? "days"
  return (
    <div className="flex items-center gap-1.5">
      <NumberInput
        label={label}
        className="w-20"
        whole
        min={0}
        value={value?.[unit]}
        onChange={(n) => onChange({ [unit]: n ?? 0 })}
      />
      <Choose
        label={t("rules.unit")}
        className="w-24"
        value={unit}
        options={UNITS.map((u) => ({ value: u, label: t(`rules.units.${u}`) }))}
        onChange={(u) => onChange({ [u]: value?.[unit] ?? 1 })}
      />
    </div>
  )
}
