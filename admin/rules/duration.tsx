import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { inOneUnit, UNITS } from "./one-unit"
import type { Duration } from "./rule"

/**
 * A span such as "14 days"; "1 day and 12 hours" (from the API) is shown as 36 hours. `words`: what stands before and
 * after it, as the reader's language has it.
 */
export function DurationInput({
  label,
  words = (span) => span,
  value,
  onChange,
  units = UNITS,
}: {
  label: string
  words?: (span: string) => string
  value: Duration | undefined
  onChange: (value: Duration) => void
  units?: readonly (keyof Duration)[]
}) {
  const { t } = useText()
  const { unit, amount } = inOneUnit(value)
  const [before, after] = words(SPAN).split(SPAN)
  return (
    <div className="flex items-center gap-1.5">
      <Word>{before}</Word>
      <NumberInput
        label={label}
        className="w-20"
        whole
        min={0}
        value={amount}
        onChange={(n) => onChange({ [unit]: n ?? 0 })}
      />
      <Choose
        label={t("rules.unit")}
        className="w-24"
        value={unit}
        options={[...new Set([...units, unit])].map((u) => ({ value: u, label: t(`rules.units.${u}`) }))}
        onChange={(u) => onChange({ [u]: amount ?? 1 })}
      />
      <Word>{after}</Word>
    </div>
  )
}

const SPAN = "…"

const Word = ({ children }: { children: string | undefined }) =>
  children ? <span className="txt-compact-small text-ui-fg-subtle">{children}</span> : null
