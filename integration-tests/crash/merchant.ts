import { Conflict } from "../../src/core/problem"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Database } from "../../src/modules/marketing/database"

/** Where a worker stands between two transactions, in the middle of something. */
const MOMENTS = ["enroll.afterCommit", "engine.afterClaim", "engine.afterWalk"]
export const IN_AN_INTAKE = MOMENTS[0]!
/** In such a share of rounds somebody pauses the plan. */
const HESITANT = 0.3
/** The pages and batches of a round are few. */
const MOST_PASSED = 4

/**
 * Somebody who pauses plans in the middle of what workers do, and lets them go on later. Nothing may be given in between, and
 * nobody may be missing in the end (G11, F17).
 */
export function hireMerchant(given: { marketing: Marketing; outside: Database; chance: () => number }) {
  const { marketing, outside, chance } = given
  const at: Record<string, number> = Object.fromEntries(MOMENTS.map((moment) => [moment, 0]))
  let wish: { plan_id: string; moment: string; nth: number } | null = null
  let paused: { plan_id: string; moment: string; given: string } | null = null

  const givenBy = async (plan_id: string): Promise<string> =>
    JSON.stringify(
      await outside.one(
        `select (select count(*) from marketing_step_log l where l.plan_no = p.no) as visits,
                (select count(*) from marketing_effect e where e.plan_no = p.no) as effects,
                (select count(*) from marketing_send s where s.plan_no = p.no) as messages,
                (select coalesce(sum(attempt), 0) from marketing_send s where s.plan_no = p.no) as handed_over,
                (select count(*) from marketing_webhook_call c where c.plan_no = p.no) as calls
           from marketing_plan p where p.id = $1`,
        [plan_id],
      ),
    )

  return {
    /** How often which moment was met. */
    at,
    /** A round begins: she may want to pause this plan, and keeps the wish until it comes to that; in the first of a plan, while people come in. */
    thinkOf(plan_id: string, round: number): void {
      if (wish?.plan_id === plan_id || (round > 0 && chance() >= HESITANT)) return
      const moment = round === 0 ? IN_AN_INTAKE : MOMENTS[Math.floor(chance() * MOMENTS.length)]!
      wish = { plan_id, moment, nth: 1 + Math.floor(chance() * MOST_PASSED) }
    },
    /** A worker comes past a point, and waits while she does it. */
    meets(point: string): Promise<void> | undefined {
      if (point !== wish?.moment || --wish.nth > 0) return
      const { plan_id, moment } = wish
      wish = null
      return marketing.pausePlan({ plan_id, actor: "merchant" }).then(
        async () => {
          at[moment] = at[moment]! + 1
          paused = { plan_id, moment, given: await givenBy(plan_id) }
        },
        (error) => {
          // It is over already.
          if (!(error instanceof Conflict)) throw error
        },
      )
    },
    /** The round is over; answers what was given meanwhile, if anything. */
    async goOn(): Promise<string[]> {
      if (!paused) return []
      const { plan_id, moment, given: before } = paused
      paused = null
      const after = await givenBy(plan_id)
      await marketing.resumePlan({ plan_id, actor: "merchant" })
      return before === after ? [] : [`given while paused at ${moment}: ${after} after ${before}`]
    },
  }
}
