import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

const LONGEST_WINDOW_DAYS = 90
const MOST_HELD_OUT_PERCENT = 50

type Measured = {
  holdout_percent: number
  basis: "touch" | "click"
  window_days: number
}

/** How what a plan brought is told from what would have come anyway: who is held out, and which orders count. */
export function Measurement({
  holdout_percent,
  basis,
  window_days,
  onChange,
}: Measured & { onChange: (change: Partial<Measured>) => void }) {
  const { t } = useText()
  return (
    <>
      <Labelled label={t("plans.settings.holdout")} hint={t("plans.settings.holdoutText")}>
        {(id) => (
          <NumberInput
            id={id}
            min={0}
            max={MOST_HELD_OUT_PERCENT}
            value={holdout_percent}
            onChange={(n = 0) => onChange({ holdout_percent: n })}
          />
        )}
      </Labelled>
      <Labelled label={t("plans.settings.basis")} hint={t("plans.settings.basisText")}>
        {(id) => (
          <Choose
            id={id}
            value={basis}
            options={[
              { value: "touch", label: t("plans.settings.touch") },
              { value: "click", label: t("plans.settings.click") },
            ]}
            onChange={(chosen) => onChange({ basis: chosen as Measured["basis"] })}
          />
        )}
      </Labelled>
      <Labelled label={t("plans.settings.window")} hint={t("plans.settings.windowText")}>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={1}
            max={LONGEST_WINDOW_DAYS}
            value={window_days}
            onChange={(n = 7) => onChange({ window_days: n })}
          />
        )}
      </Labelled>
    </>
  )
}
