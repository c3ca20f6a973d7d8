import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import type { ArmFigures } from "../../../core/stats/best-arm"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Sql } from "../database"
import { readArms } from "./store/split-tests"

type Asked = {
  plan_no: number
  node: string
  canvas: Canvas
  settings: PlanSettings
  variants: { id: string }[]
  /** Who came through before then does not count; null: everybody does. */
  since: Date | null
}

/** What became of the people of each variant of a split test so far, in the order in which they are drawn. Revenue in the store's currency. */
export const measureArms =
  ({ readStoreCurrency }: { readStoreCurrency: ReadStoreCurrency }) =>
  async (
    sql: Sql,
    { plan_no, node, canvas, settings, variants, since }: Asked,
  ): Promise<{ currency: string; arms: ArmFigures[] }> => {
    const currency = await readStoreCurrency()
    const graph = graphOf(canvas)
    const behind = [...reachableFrom(graph, graph.after(node))]
    const window_days = settings.attribution?.window_days ?? 7
    const found = await readArms(sql, { plan_no, node, behind, window_days, currency, since })
    const nobody = { heads: 0, opened: 0, clicked: 0, ordered: 0, revenue: 0 }
    return {
      currency,
      arms: variants.map(({ id }) => found.find((arm) => arm.id === id) ?? { id, ...nobody }),
    }
  }

export type MeasureArms = ReturnType<typeof measureArms>
