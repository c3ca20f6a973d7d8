import type { Effect } from "../../../extension/outcome"
import type { Sql } from "../database"
import { readSpendable, readUnused } from "./store/foresee"

/** People read with one statement. */
const TOGETHER = 10_000

type TakeBack = Extract<Effect, { type: "take-back" }>
type Stock = { all: number; of_plan: number }

/**
 * What people would have by then: what they have now, what the plan would give on the way, less what it would take. Only kept
 * where the plan takes something back.
 */
export function pursesAhead(sql: Sql, { plan_no, now }: { plan_no: number; now: Date }) {
  const read = new Set<number>()
  const points = new Map<number, Stock>()
  const coupons = new Map<number, Map<string, Stock>>()
  const stockOf = (pid: number, template: string): Stock => {
    const own = coupons.get(pid) ?? new Map<string, Stock>()
    coupons.set(pid, own)
    const stock = own.get(template) ?? { all: 0, of_plan: 0 }
    own.set(template, stock)
    return stock
  }
  const addPoints = (pid: number, all: number, of_plan: number): void => {
    const stock = points.get(pid) ?? { all: 0, of_plan: 0 }
    points.set(pid, { all: stock.all + all, of_plan: stock.of_plan + of_plan })
  }

  return {
    async load(people: number[]): Promise<void> {
      const fresh = people.filter((pid) => !read.has(pid))
      for (let first = 0; first < fresh.length; first += TOGETHER) {
        const pids = fresh.slice(first, first + TOGETHER)
        for (const pid of pids) read.add(pid)
        for (const { pid, available, of_plan } of await readSpendable(sql, { pids, plan_no, now }))
          addPoints(pid, available, of_plan)
        for (const { pid, template_id, n, of_plan } of await readUnused(sql, { pids, plan_no })) {
          const stock = stockOf(pid, template_id)
          stock.all += n
          stock.of_plan += of_plan
        }
      }
    },
    givePoints: (pid: number, amount: number): void => addPoints(pid, amount, amount),
    giveCoupon(pid: number, template: string): void {
      const stock = stockOf(pid, template)
      stock.all++
      stock.of_plan++
    },
    /** Answers how much there was to take. */
    take(pid: number, effect: TakeBack): number {
      if (effect.of === "points") {
        const stock = points.get(pid) ?? { all: 0, of_plan: 0 }
        const { amount } = effect
        const wish = amount === "all" ? stock.all : amount === "of-plan" ? stock.of_plan : amount
        const taken = Math.max(0, Math.min(wish, stock.all))
        points.set(pid, { all: stock.all - taken, of_plan: stock.of_plan - taken })
        return taken
      }
      let taken = 0
      for (const [template, stock] of coupons.get(pid) ?? []) {
        if (effect.template_id !== null && effect.template_id !== template) continue
        const n = effect.of_plan ? stock.of_plan : stock.all
        stock.all -= n
        stock.of_plan = effect.of_plan ? 0 : Math.min(stock.of_plan, stock.all)
        taken += n
      }
      return taken
    },
  }
}
