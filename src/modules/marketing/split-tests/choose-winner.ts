import { Conflict, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import type { WakeNode } from "../engine/wake-node"
import type { RecordAudit } from "../plans/record-audit"
import { findPublished, testsIn } from "./find-tests"
import type { MeasureArms } from "./measure-arms"
import { refuseWinner } from "./problems"
import { writeDecision } from "./store/split-tests"

type Parts = {
  database: Database
  clock: Clock
  readDrawing: ReadDrawing
  measureArms: MeasureArms
  wakeNode: WakeNode
  recordAudit: RecordAudit
}

/**
 * Somebody chooses the variant that wins: who comes from now on goes its way, who is past the test stays where they are. Once for each test: throws
 * Conflict when one of these was chosen before, Missing for an unknown plan, Refused for a node or variant that is not there.
 */
export const chooseWinner =
  (parts: Parts) =>
  async (asked: { plan_id: string; node: string; variant: string; actor: string }): Promise<void> => {
    const { database, clock, readDrawing, measureArms, wakeNode, recordAudit } = parts
    const { plan_no, drawing, published_at } = await findPublished(database, readDrawing, asked.plan_id)
    const test = drawing && testsIn(drawing).find(({ node }) => node.id === asked.node)
    if (!test) throw new Refused([refuseWinner("winner/no-split-test", "node", { node: asked.node })])
    const { variants } = test.settings
    if (!variants.some(({ id }) => id === asked.variant))
      throw new Refused([
        refuseWinner("winner/no-variant", "variant", {
          variant: asked.variant,
          variants: variants.map(({ id }) => id).join(", "),
        }),
      ])
    const { arms } = await measureArms(database, {
      plan_no,
      node: asked.node,
      ...drawing,
      variants,
      since: published_at,
    })
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const decision = {
        winner: asked.variant,
        metric: null,
        is_tie: false,
        decided_by: asked.actor,
        figures: arms,
      }
      if (!(await writeDecision(tx, { plan_no, node: asked.node, variants }, decision, now)))
        throw new Conflict("winner/chosen-before", "A winner was chosen before; people already go its way.")
      await recordAudit(
        tx,
        {
          actor: asked.actor,
          entity: "plan",
          entity_id: asked.plan_id,
          action: "choose-winner",
          detail: { node: asked.node, variant: asked.variant },
        },
        now,
      )
      await wakeNode(tx, plan_no, asked.node, now)
    })
  }

export type ChooseWinner = ReturnType<typeof chooseWinner>
