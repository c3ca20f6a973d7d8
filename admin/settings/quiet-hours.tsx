import { Input } from "@medusajs/ui"
import type { QuietHours } from "../../src/core/message/sending-limits"
import type { Problem } from "../../src/core/problem"
import { Choose } from "../form/choose"
import { FieldProblems } from "../form/field-problems"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { ExemptPlans } from "./exempt-plans"

/** What most shops mean when they switch it on. */
const NIGHT: QuietHours = { from: "21:00", to: "08:00", then: "hold", exempt: ["notice"] }

/** Hours on each customer's own clock in which nothing is sent. */
export function QuietHoursForm({
  quiet,
  problems,
  onChange,
}: {
  quiet: QuietHours | null
  problems: Problem[]
  onChange: (quiet: QuietHours | null) => void
}) {
  const { t } = useText()
  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <Switched
        name={t("limits.quiet")}
        text={t("limits.quietText")}
        on={quiet !== null}
        onSwitch={(on) => onChange(on ? NIGHT : null)}
      />
      {quiet ? (
        <>
          <div className="grid gap-4 md:grid-cols-3">
            {(["from", "to"] as const).map((end) => (
              <Labelled
                key={end}
                label={t(`limits.${end}`)}
                wrong={<FieldProblems problems={problems} path={`limits.quiet_hours.${end}`} />}
              >
                {(id) => (
                  <Input
                    id={id}
                    type="time"
                    value={quiet[end]}
                    onChange={(event) => onChange({ ...quiet, [end]: event.target.value.slice(0, 5) })}
                  />
                )}
              </Labelled>
            ))}
            <Labelled label={t("limits.meanwhile")}>
              {(id) => (
                <Choose
                  id={id}
                  value={quiet.then}
                  options={[
                    { value: "hold", label: t("limits.waitsTillMorning") },
                    { value: "drop", label: t("limits.isDropped") },
                  ]}
                  onChange={(then) => onChange({ ...quiet, then: then as QuietHours["then"] })}
                />
              )}
            </Labelled>
          </div>
          <ExemptPlans value={quiet.exempt} onChange={(exempt) => onChange({ ...quiet, exempt })} />
        </>
      ) : null}
    </div>
  )
}
