import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

type Entry = NonNullable<PlanSettings["entry"]>
type Batch = NonNullable<PlanSettings["batch"]>

const PERIODS = ["plan", "day", "week", "month"] as const
/** As the plan's schema bounds them. */
const MOST_TIMES = 1000
const LONGEST_COOL_DOWN_HOURS = 8760
const LARGEST_BATCH = 1_000_000
const LONGEST_INTERVAL_MINUTES = 10_080

/** How often one person may come in, and how long after leaving; empty fields set no limit. */
export function Participation({
  entry,
  onChange,
}: {
  entry: Entry | undefined
  onChange: (entry: Entry | undefined) => void
}) {
  const { t } = useText()
  const limit = entry?.limit ?? null
  const put = (next: Entry["limit"], cool_down_hours: number) =>
    onChange(next || cool_down_hours > 0 ? { limit: next, cool_down_hours } : undefined)
  const rested = entry?.cool_down_hours ?? 0
  return (
    <>
      <Labelled label={t("plans.settings.limit")} hint={t("plans.settings.limitText")} optional>
        <div className="flex items-center gap-x-2">
          <NumberInput
            label={t("plans.settings.limitTimes")}
            whole
            min={1}
            max={MOST_TIMES}
            value={limit?.times}
            onChange={(times) => put(times ? { times, per: limit?.per ?? "plan" } : null, rested)}
            className="w-20"
          />
          <Choose
            label={t("plans.settings.limitPer")}
            className="w-44"
            value={limit?.per ?? "plan"}
            options={PERIODS.map((per) => ({ value: per, label: t(`plans.settings.per.${per}`) }))}
            onChange={(per) =>
              put({ times: limit?.times ?? 1, per: per as (typeof PERIODS)[number] }, rested)
            }
          />
        </div>
      </Labelled>
      <Labelled label={t("plans.settings.coolDown")} hint={t("plans.settings.coolDownText")} optional>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={0}
            max={LONGEST_COOL_DOWN_HOURS}
            value={rested || undefined}
            onChange={(hours = 0) => put(limit, hours)}
          />
        )}
      </Labelled>
    </>
  )
}

/** People of a run come in part by part, so that a shop is not run over; an empty field lets in all at once. */
export function Batches({
  batch,
  onChange,
}: {
  batch: Batch | undefined
  onChange: (batch: Batch | undefined) => void
}) {
  const { t } = useText()
  return (
    <>
      <Labelled label={t("plans.settings.batch")} hint={t("plans.settings.batchText")} optional>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={1}
            max={LARGEST_BATCH}
            className="w-32"
            value={batch?.size}
            onChange={(size) =>
              onChange(size ? { size, every_minutes: batch?.every_minutes ?? 60 } : undefined)
            }
          />
        )}
      </Labelled>
      {batch ? (
        <Labelled label={t("plans.settings.batchEvery")}>
          {(id) => (
            <NumberInput
              id={id}
              whole
              min={1}
              max={LONGEST_INTERVAL_MINUTES}
              value={batch.every_minutes}
              onChange={(every_minutes = 1) => onChange({ ...batch, every_minutes })}
            />
          )}
        </Labelled>
      ) : null}
    </>
  )
}

/** "at most 2 times a week, not within 24 hours of leaving"; nothing where there is no limit. */
export function useParticipationText() {
  const { t, number } = useText()
  return (entry: Entry): string => {
    const { limit, cool_down_hours: hours } = entry
    return [
      limit
        ? t("plans.settings.limitLine", {
            count: limit.times,
            shown: number(limit.times),
            per: t(`plans.settings.per.${limit.per}`),
          })
        : null,
      hours > 0 ? t("plans.settings.coolDownLine", { count: hours, shown: number(hours) }) : null,
    ]
      .filter(Boolean)
      .join(t("named.comma"))
  }
}

/** "5,000 people every 60 minutes" */
export function useBatchText() {
  const { t, number } = useText()
  return ({ size, every_minutes }: Batch): string =>
    t("plans.settings.batchLine", { shown: number(size), count: every_minutes })
}
