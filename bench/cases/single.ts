import type { Rule } from "../../src/core/rules/schema"
import type { Case, Ground } from "../bench"
import { ago } from "../rules/pair"

/** What a branch of a canvas asks of one person: who they are, what they bought, what they did. */
const RULE: Rule = {
  all: [
    { fact: "profile.gender", op: "is", value: "female" },
    { did: "purchase", where: { product_id: { in: ["prod_1", "prod_2"] } }, window: { last: { days: 365 } } },
    { did: "product_viewed", count: { gte: 3 }, window: { last: { days: 90 } } },
  ],
}
const SQL = `
  select p.pid from marketing_profile p
   where p.pid = $1 and gender = 'female'
     and exists (select 1 from marketing_order_line l where l.pid = $1 and l.product in (1, 2) and l.purchase and l.placed_at > ${ago(365)})
     and (select count(*) from marketing_event e where e.pid = $1 and e.name = 'product_viewed' and e.at > ${ago(90)}) >= 3`

const CALLS = 500

export const singleCases = ({ database, marketing, customers }: Ground): Case[] =>
  [
    { called: "p50", quantile: 0.5, goal_ratio: 3 },
    { called: "p95", quantile: 0.95 },
  ].map(({ called, ...goals }) => {
    // Another person in each round, far from the one before.
    const pidIn = (round: number) => 1 + ((round * 7919) % customers)
    return {
      name: `one customer against three conditions, ${called} of ${CALLS}`,
      ours: async (round) => (await marketing.matchRule({ rule: RULE, pids: [pidIn(round)] })).size,
      limit: async (round) => (await database.rows(SQL, [pidIn(round)])).length,
      same: true,
      rounds: CALLS,
      ...goals,
      goal_ms: 2,
    }
  })
