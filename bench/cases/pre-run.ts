import { canvasSchema } from "../../src/core/canvas/schema"
import type { Case, Ground } from "../bench"

const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const days = (amount: number) => ({ amount, unit: "days" })
const variants = [
  { id: "a", name: "A", share: 50 },
  { id: "b", name: "B", share: 50 },
]
const bought = { did: "purchase", window: { last: { days: 90 } } }

/** Twenty nodes of every sort that people walk through, over everybody. */
const NODES: [id: string, kind: string, settings: object][] = [
  ["who", "conditions", { rule: { all: [] } }],
  ["country", "filter", { rule: { fact: "profile.country", op: "is", value: "de" } }],
  ["split", "split-test", { variants }],
  ["first_a", "message:email", mail],
  ["first_b", "message:log", { content: { text: "Hello" } }],
  ["rest_a", "wait", days(2)],
  ["rest_b", "wait", days(3)],
  ["bought", "filter", { rule: bought }],
  ["points", "benefit:points", { amount: 50 }],
  ["part", "branch", { ways: [{ id: "many", name: "Many", rule: { ...bought, count: { gte: 3 } } }] }],
  ["listen", "wait-for-event", { event: "purchase", at_most: days(4) }],
  ["second", "message:email", { ...mail, when_not_sent: "other-way" }],
  ["inbox", "message:log", { content: { text: "Hello" } }],
  ["nine", "wait-until", { until: "weekday", time: "09:00", zone: "customer" }],
  ["third", "message:email", mail],
  ["tag", "tags", { add: ["told"] }],
  ["again", "split-test", { variants }],
  ["more", "benefit:points", { amount: 20 }],
  ["last", "message:email", mail],
  ["end", "exit", {}],
]
const EDGES = [
  "who out country",
  "country yes split",
  "country no tag",
  "split a first_a",
  "split b first_b",
  "first_a out rest_a",
  "first_b out rest_b",
  "rest_a out bought",
  "rest_b out bought",
  "bought yes points",
  "bought no part",
  "points granted listen",
  "part many listen",
  "part else second",
  "listen happened end",
  "listen timeout second",
  "second out nine",
  "second not_sent inbox",
  "inbox out nine",
  "nine out third",
  "third out tag",
  "tag out again",
  "again a more",
  "again b last",
  "more granted last",
  "last out end",
]

export function preRunCases({ marketing, customers }: Ground): Case[] {
  const canvas = canvasSchema.parse({
    nodes: NODES.map(([id, kind, settings]) => ({ id, kind, settings, position: { x: 0, y: 0 } })),
    edges: EDGES.map((edge) => {
      const [from, port, to] = edge.split(" ")
      return { from, port, to }
    }),
  })
  let plan: Promise<{ id: string }> | undefined
  return [
    {
      name: `pre-run of ${NODES.length} nodes over ${customers}`,
      ours: async () => {
        plan ??= marketing.savePlan({ plan: { name: "Ahead", type: "one_time", canvas }, actor: "bench" })
        const { result } = await marketing.preRunPlan({ plan_id: (await plan).id, actor: "bench" })
        return result.entry.entered
      },
      rounds: 3,
      goal_ms: 60_000,
    },
  ]
}
