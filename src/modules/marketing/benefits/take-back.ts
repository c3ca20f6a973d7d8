import type { Effect, EffectResult } from "../../../extension/outcome"
import type { Sql } from "../database"
import type { EffectRow, EffectWriter } from "../effects"
import { groupBy } from "../group-by"
import { lockLivePurses } from "./lock-live-purses"
import { counterAccounts } from "./store/accounts"
import { type Movement, postMovements } from "./store/ledger"
import { consumeLots } from "./store/lots"
import { leftOfPlan, revokeUnused } from "./store/take-back"

export type TakeBack = ReturnType<typeof takeBack>
type Row = EffectRow<"take-back">
type Asked = Extract<Effect, { type: "take-back" }>

const SYSTEM = "points"

/**
 * Takes points and unused coupons from people, once per key; `ref` says how many. Never more than can be spent: what lies on a
 * cart stays. Refused with `nothing_to_take`.
 */
export const takeBack = (): EffectWriter<"take-back"> => async (tx, rows, now) => {
  const points = rows.filter((row) => row.effect.of === "points")
  const coupons = rows.filter((row) => row.effect.of === "coupons")
  return [...(await takePoints(tx, points, now)), ...(await takeCoupons(tx, coupons))]
}

/**
 * What a plan gave goes back to where points come from, as the reversal of the grant; anything else is an adjustment. Lots are
 * used up from the one that ends first.
 */
async function takePoints(tx: Sql, rows: Row[], now: Date): Promise<EffectResult[]> {
  if (rows.length === 0) return []
  const purses = await lockLivePurses(
    tx,
    rows.map((row) => row.pid),
    SYSTEM,
    now,
  )
  const counter = await counterAccounts(tx, SYSTEM)
  const accounts = [...purses.values()].map((purse) => purse.account_id)
  const ofPlan = await leftOfPlans(tx, rows, accounts)
  const left = new Map([...purses].map(([pid, { balance, held }]) => [pid, balance - held]))
  const taken = new Map<string, number>()
  const movements = rows.flatMap((row): Movement[] => {
    const { account_id } = purses.get(row.pid)!
    const { amount: asked } = row.effect as Extract<Asked, { of: "points" }>
    const given = ofPlan.get(`${row.plan_no} ${account_id}`) ?? 0
    const wish = asked === "all" ? Number.POSITIVE_INFINITY : asked === "of-plan" ? given : asked
    const amount = Math.max(0, Math.min(wish, left.get(row.pid)!))
    if (amount === 0) return []
    left.set(row.pid, left.get(row.pid)! - amount)
    ofPlan.set(`${row.plan_no} ${account_id}`, given - amount)
    taken.set(row.key, amount)
    const { key, plan_no, run_no, node } = row
    const back = asked === "of-plan"
    return [
      {
        ...{ key, plan_no, run_no, node, account_id, amount: -amount },
        kind: back ? "reverse" : "adjust",
        counter_id: back ? counter.issued : counter.adjusted,
      },
    ]
  })
  await consumeLots(tx, await postMovements(tx, movements, now))
  return rows.map((row) => resultOf(row, taken.get(row.key)))
}

async function leftOfPlans(tx: Sql, rows: Row[], accounts: number[]): Promise<Map<string, number>> {
  const left = new Map<string, number>()
  const asking = rows.filter(({ effect }) => effect.of === "points" && effect.amount === "of-plan")
  for (const plan_no of new Set(asking.map((row) => row.plan_no)))
    for (const [account_id, points] of await leftOfPlan(tx, plan_no, accounts))
      left.set(`${plan_no} ${account_id}`, points)
  return left
}

async function takeCoupons(tx: Sql, rows: Row[]): Promise<EffectResult[]> {
  const results: EffectResult[] = []
  for (const alike of groupBy(rows, (row) => `${row.plan_no} ${JSON.stringify(row.effect)}`).values()) {
    const { effect, plan_no } = alike[0]!
    const { template_id, of_plan } = effect as Extract<Asked, { of: "coupons" }>
    const pids = alike.map((row) => row.pid)
    const taken = await revokeUnused(tx, { pids, template_id, plan_no: of_plan ? plan_no : null })
    results.push(...alike.map((row) => resultOf(row, taken.get(row.pid))))
  }
  return results
}

const resultOf = ({ key }: Row, taken: number | undefined): EffectResult =>
  taken === undefined
    ? { key, done: false, reason: "nothing_to_take" }
    : { key, done: true, ref: String(taken) }
