import type { Case, Ground } from "../bench"

const GOAL_MS = 300
const LIST = { offset: 0, limit: 20 }
/** The plan that every bench's store has, with a fifth of its people. */
const PLAN = { plan_id: "mkplan_store" }

/** What the server does when somebody opens a page of the admin beside those of segments, its queries at once as the page asks them. */
export const pageCases = ({ marketing, customers }: Ground): Case[] => {
  const customer = (round: number) => ({
    customer_id: `cus_${String(1 + ((round * 7919) % customers)).padStart(12, "0")}`,
  })
  const opens = (what: string, ours: (round: number) => Promise<unknown>): Case => ({
    name: `page: ${what}`,
    ours,
    goal_ms: GOAL_MS,
  })
  return [
    opens("the overview", () => marketing.marketingOverview({ days: 30 })),
    opens("the list of plans", () => marketing.listPlans(LIST)),
    opens("a plan's report", () => marketing.planReport(PLAN)),
    opens("the people of a plan", () => marketing.planPeople({ ...PLAN, ...LIST })),
    opens("the people of a plan by a name", () => marketing.planPeople({ ...PLAN, ...LIST, q: "First12" })),
    opens("a customer", (round) => {
      const asked = customer(round)
      return Promise.all([
        marketing.readCustomerSummary(asked.customer_id),
        marketing.readTimeline({ ...asked, ...LIST }),
        marketing.readPoints(asked),
        marketing.readConsents(asked),
      ])
    }),
    opens("benefits", () => Promise.all([marketing.listCouponTemplates(LIST), marketing.readLiability()])),
    opens("the list of coupons", () => marketing.listCoupons(LIST)),
    opens("the list of points", () => marketing.listPointEntries(LIST)),
    opens("the list of messages sent", () => marketing.listSends(LIST)),
    opens("who did what", () => marketing.listAudit(LIST)),
    opens("imports", () => marketing.listImports(LIST)),
    opens("lifecycle", () => marketing.readLifecycleFigures()),
    opens("health", () => marketing.readHealth()),
  ]
}
