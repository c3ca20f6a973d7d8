import { Container, Text } from "@medusajs/ui"
import { type Plan, type Run, usePlanRuns } from "../api/plans"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useUrlValue } from "../page/url-state"
import { useScheduleText } from "./schedule/schedule-text"

/** Earlier ones are in the list of runs. */
const MOST_RUNS = 50

/** Runs that took people in; of a plan with one run only there is nothing to choose. */
export function useBegunRuns(plan: Plan): Run[] {
  const again = plan.type === "recurring"
  const asked = usePlanRuns(plan, MOST_RUNS, again)
  if (!again) return []
  return (asked.data?.runs ?? []).filter(({ state }) => state !== "scheduled" && state !== "cancelled")
}

/** The run whose numbers stand on the cards: the latest, or the one in the address bar. */
export function useShownRun(plan: Plan) {
  const [chosen, choose] = useUrlValue("run_id")
  const runs = useBegunRuns(plan)
  return { runs, run: runs.find(({ id }) => id === chosen) ?? runs[0], choose }
}

/** Which run the numbers are of, how many people are inside from others, and the way to those. */
export function ShownRun({ runs, run, choose }: ReturnType<typeof useShownRun>) {
  const { t, number } = useText()
  const { wall } = useScheduleText()
  if (!run) return null
  const others = runs.reduce((sum, { id, inside }) => (id === run.id ? sum : sum + inside), 0)
  const nameOf = ({ slot, inside }: Run): string =>
    inside > 0 ? t("plans.shownRun.inside", { at: wall(slot), shown: number(inside) }) : wall(slot)
  return (
    <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
      <Text size="small" role="status" className="min-w-0 flex-1 basis-80">
        {others > 0
          ? t("plans.shownRun.others", { count: others, shown: number(others) })
          : t("plans.shownRun.text")}
      </Text>
      <Choose
        label={t("plans.shownRun.label")}
        className="w-80 max-w-full"
        value={run.id}
        options={runs.map((one) => ({ value: one.id, label: nameOf(one) }))}
        onChange={choose}
      />
    </Container>
  )
}
