import { type Metric, rateOf } from "../../../core/stats/best-arm"
import type { Database } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import { findPublished, testsIn } from "./find-tests"
import type { MeasureArms } from "./measure-arms"
import { readSplitTests } from "./store/split-tests"

export type ReportedArm = {
  id: string
  name: string
  share: number
  heads: number
  opened: number
  clicked: number
  ordered: number
  revenue: number
  /** Of the metric that decides, or that is shown; null without people. */
  rate: number | null
}
export type ReportedTest = {
  node: string
  name: string
  currency: string
  /** Which figure decides; null: somebody does by hand. */
  metric: Metric | null
  /** Without a winner only who came through since the version that runs was published counts; null: everybody does. */
  since: Date | null
  arms: ReportedArm[]
  /** `by`: null for the plan itself. `figures`: as they were then. */
  winner: {
    variant: string
    name: string
    at: Date
    by: string | null
    metric: string | null
    is_tie: boolean
  } | null
}

/** The split tests of the plan as it is published, with what became of the people of each variant in all runs: of those by whom the winner will be chosen, or of everybody once it is. Throws Missing. */
export const reportSplitTests =
  ({
    database,
    readDrawing,
    measureArms,
  }: {
    database: Database
    readDrawing: ReadDrawing
    measureArms: MeasureArms
  }) =>
  async ({ plan_id }: { plan_id: string }): Promise<ReportedTest[]> => {
    const { plan_no, drawing, published_at } = await findPublished(database, readDrawing, plan_id)
    if (!drawing) return []
    const decided = new Map((await readSplitTests(database, plan_no)).map((test) => [test.node, test]))
    const reported: ReportedTest[] = []
    for (const { node, settings } of testsIn(drawing)) {
      const { variants } = settings
      const test = decided.get(node.id)
      // A variant that an edit took out has won nothing any more.
      const won = variants.find(({ id }) => id === test?.winner)
      const since = won ? null : published_at
      const asked = { plan_no, node: node.id, ...drawing, variants, since }
      const { arms, currency } = await measureArms(database, asked)
      const metric = settings.winner?.metric ?? null
      reported.push({
        node: node.id,
        name: node.name ?? "",
        currency,
        metric,
        since,
        arms: arms.map((arm, index) => ({
          ...arm,
          name: variants[index]!.name,
          share: variants[index]!.share,
          rate: arm.heads === 0 ? null : rateOf(arm, metric ?? "order_rate"),
        })),
        winner:
          test && won
            ? {
                variant: won.id,
                name: won.name,
                at: test.decided_at!,
                by: test.decided_by,
                metric: test.metric,
                is_tie: test.is_tie,
              }
            : null,
      })
    }
    return reported
  }
