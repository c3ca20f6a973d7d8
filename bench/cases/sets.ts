import { type Canvas, canvasSchema } from "../../src/core/canvas/schema"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const SETS = [
  { kind: "union", input: "in", sql: "union" },
  { kind: "intersect", input: "in", sql: "intersect" },
  { kind: "exclude", input: "without", sql: "except" },
]

/** Two lists that share a fifth of everybody, put together in each way: the node itself, and the estimate that shows it while one draws. */
export function setCases({ database, marketing, customers }: Ground): Case[] {
  const list = async (name: string, from: number, to: number) => {
    const made = await marketing.saveSegment({ name, type: "static", actor: "bench" })
    await database.run(
      `insert into marketing_segment_member (segment_no, pid, entered_at)
       select $1, pid, $2 from marketing_profile where pid > $3 and pid <= $4 and deleted_at is null`,
      [made.no, NOW, Math.floor(from * customers), Math.floor(to * customers)],
    )
    return made
  }
  let lists: Promise<Awaited<ReturnType<typeof list>>[]> | undefined
  const both = () => {
    lists ??= (async () => {
      const made = [await list("First", 0, 0.6), await list("Last", 0.4, 1)]
      await database.run("analyze marketing_segment_member")
      return made
    })()
    return lists
  }
  const plans = new Map<string, { id: string; canvas: Canvas }>()
  const drawn = async (kind: string, input: string) => {
    if (plans.has(kind)) return
    const [a, b] = await both()
    const node = (id: string, of: string, settings: object = {}) => ({
      id,
      kind: of,
      settings,
      position: { x: 0, y: 0 },
    })
    const canvas = canvasSchema.parse({
      nodes: [
        node("a", "segment", { segment_id: a!.id }),
        node("b", "segment", { segment_id: b!.id }),
        node("set", kind),
        node("then", "join"),
      ],
      edges: [
        { from: "a", port: "out", to: "set" },
        { from: "b", port: "out", to: "set", input },
        { from: "set", port: "out", to: "then" },
      ],
    })
    const { id } = await marketing.savePlan({ plan: { name: kind, canvas }, actor: "bench" })
    plans.set(kind, { id, canvas })
  }
  const many = Math.round(customers * 0.6)
  return SETS.flatMap(({ kind, input, sql }): Case[] => [
    {
      name: `sets: ${kind} of two lists of ${many}`,
      before: () => drawn(kind, input),
      ours: async () => {
        const { doors } = await marketing.peopleAtDoors(plans.get(kind)!.canvas, "1")
        const { text, values } = doors[0]!.people!
        return (await database.one<{ n: number }>(`select count(*) as n from (${text}) s`, values))!.n
      },
      limit: async () => {
        const [a, b] = await both()
        return (await database.one<{ n: number }>(
          `select count(*) as n from (
             select pid from marketing_segment_member where segment_no = $1
             ${sql} select pid from marketing_segment_member where segment_no = $2) s`,
          [a!.no, b!.no],
        ))!.n
      },
      same: true,
      goal_ratio: 1.5,
      goal_ms: 5_000,
    },
    {
      name: `sets: estimate of a plan with ${kind} of two lists of ${many}`,
      before: () => drawn(kind, input),
      ours: async () => (await marketing.estimatePlan({ plan_id: plans.get(kind)!.id })).nodes.then,
      goal_ms: 5_000,
    },
  ])
}
