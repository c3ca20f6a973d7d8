import { Container, Text } from "@medusajs/ui"
import { useFirings } from "../../api/firings"
import { useDebounced } from "../../form/use-debounced"
import { useText } from "../../i18n/use-text"
import { ProblemList } from "../../page/problem-list"
import { Answer } from "../../page/states"
import { useScheduleText } from "./schedule-text"
import { checkStart, type Start, scheduleOf, typeOf } from "./start"

const SETTLED_MS = 300

/** The next ten times at which the plan would start, as the server counts them; nothing while the form is unfinished. */
export function NextFirings({ start, plan_id }: { start: Start; plan_id?: string }) {
  const settled = useDebounced(start, SETTLED_MS)
  if (
    start.how === "now" ||
    start.how === "event" ||
    checkStart(start).length > 0 ||
    checkStart(settled).length > 0
  )
    return null
  return <Firings start={settled} plan_id={plan_id} />
}

function Firings({ start, plan_id }: { start: Start; plan_id?: string }) {
  const { t } = useText()
  const { wall, momentIn } = useScheduleText()
  const asked = useFirings(plan_id, { type: typeOf(start), settings: { schedule: scheduleOf(start) } })
  return (
    <Container className="p-0" role="region" aria-label={t("schedule.next")}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-6 py-3">
        <Text size="small" weight="plus" leading="compact">
          {t("schedule.next")}
        </Text>
        {asked.data ? (
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
            {start.zone === "store"
              ? t("schedule.inZone", { zone: asked.data.zone })
              : t("schedule.onOwn", { zone: asked.data.zone })}
          </Text>
        ) : null}
      </div>
      <Answer asked={asked} rows={2}>
        {({ firings, problems, zone }) => (
          <>
            {problems.length > 0 ? (
              <div className="border-ui-border-base border-t px-6 py-3">
                <ProblemList problems={problems} beside />
              </div>
            ) : null}
            {firings.length > 0 ? (
              <ol className="border-ui-border-base grid gap-x-6 gap-y-1.5 border-t px-6 py-3 md:grid-cols-2">
                {firings.map(({ slot, first, last }) => (
                  <li key={slot} className="txt-compact-small text-ui-fg-base tabular-nums">
                    {wall(slot)}
                    {start.zone === "customer" ? (
                      <span className="txt-compact-xsmall text-ui-fg-subtle block">
                        {t("schedule.span", {
                          first: momentIn(zone, first),
                          last: momentIn(zone, last),
                        })}
                      </span>
                    ) : null}
                  </li>
                ))}
              </ol>
            ) : null}
          </>
        )}
      </Answer>
    </Container>
  )
}
