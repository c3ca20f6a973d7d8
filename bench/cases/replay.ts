import { canvasSchema } from "../../src/core/canvas/schema"
import type { Case, Ground } from "../bench"

const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const days = (amount: number) => ({ amount, unit: "days" })

/** Everybody who looks at a product and does not order in time; conditions look back, waits are ended by what really happened. */
const NODES: [id: string, kind: string, settings: object][] = [
  [
    "viewed",
    "trigger:did-something",
    { event: "product_viewed", wait: { amount: 1, unit: "hours" }, unless: { event: "order_placed" } },
  ],
  ["knows", "filter", { rule: { did: "purchase", count: { gte: 1 } } }],
  ["letter", "message:email", mail],
  ["buys", "wait-for-event", { event: "purchase", at_most: days(3) }],
  ["again", "filter", { rule: { did: "product_viewed", window: { since: "entered" }, count: { gte: 2 } } }],
  ["tag", "tags", { add: ["curious"] }],
  ["inbox", "message:log", { content: { text: "Hello" } }],
  ["rest", "wait", days(2)],
  ["last", "message:email", mail],
]
const EDGES = [
  "viewed out knows",
  "knows yes letter",
  "knows no inbox",
  "letter out buys",
  "buys timeout again",
  "again yes tag",
  "again no inbox",
  "tag out rest",
  "inbox out rest",
  "rest out last",
]

export function replayCases({ marketing, customers }: Ground): Case[] {
  const canvas = canvasSchema.parse({
    nodes: NODES.map(([id, kind, settings]) => ({ id, kind, settings, position: { x: 0, y: 0 } })),
    edges: EDGES.map((edge) => {
      const [from, port, to] = edge.split(" ")
      return { from, port, to }
    }),
  })
  const settings = { entry: { limit: { times: 1, per: "week" } } }
  let plan: Promise<{ id: string }> | undefined
  return [
    {
      name: `replay of 30 days, ${NODES.length} nodes over ${customers}`,
      ours: async () => {
        plan ??= marketing.savePlan({
          plan: { name: "Back", type: "triggered", canvas, settings },
          actor: "bench",
        })
        const { id } = await plan
        const { result } = await marketing.replayPlan({ plan_id: id, actor: "bench", days: 30 })
        return result.entry.entered
      },
      rounds: 3,
      goal_ms: 300_000,
    },
  ]
}
