import fc from "fast-check"
import { addPlan, draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const TAGS = ["red", "green", "blue", "gold"]
const hasTag = (tag: string): [string, Record<string, unknown>] => [
  "conditions",
  { rule: { fact: "profile.tags", op: "has_any", value: [tag] } },
]

describe("groups put together before anybody walks (C6)", () => {
  let world: World
  /** Every combination of tags, twice. */
  const people = Array.from({ length: 32 }, (_, i) => TAGS.filter((_, bit) => (i >> bit) & 1))
  let pids: number[]
  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    pids = await addPeople(
      world.database,
      people.map((tags, i) => ({ first_name: `P${i}`, tags })),
    )
  })
  afterAll(() => world.end())
  const tagged = (tag: string) => pids.filter((_, i) => people[i]!.includes(tag))

  const begin = async (canvas: ReturnType<typeof draw>) => {
    const plan = await addPlan(world.database, { canvas, due_at: await world.clock.now() })
    await settle(world.marketing)
    return plan
  }
  const cameTo = async (run_no: number, node: string) =>
    (
      await world.database.rows<{ pid: number }>(
        "select pid from marketing_step_log where run_no = $1 and node = $2 order by pid",
        [run_no, node],
      )
    ).map(({ pid }) => pid)

  it("red and green customers without the blue ones, each once; the card's numbers say how many", async () => {
    const { run_no } = await begin(
      draw(
        {
          red: hasTag("red"),
          green: hasTag("green"),
          blue: hasTag("blue"),
          both: ["intersect"],
          but: ["exclude"],
          note: ["join"],
        },
        ["red out both", "green out both", "both out but", "blue out but without", "but out note"],
      ),
    )
    const wanted = tagged("red").filter(
      (pid) => tagged("green").includes(pid) && !tagged("blue").includes(pid),
    )
    expect(await cameTo(run_no, "note")).toEqual(wanted)
    expect(wanted.length).toBeGreaterThan(0)
    expect(
      await world.database.rows(
        "select node, port, passed from marketing_node_count where run_no = $1 order by 1",
        [run_no],
      ),
    ).toEqual([
      { node: "but", port: "out", passed: wanted.length },
      { node: "note", port: "out", passed: wanted.length },
    ])
  })

  it("gold customers get the gold letter and nobody gets two, whatever else they are", async () => {
    const { run_no } = await begin(
      draw(
        {
          gold: hasTag("gold"),
          red: hasTag("red"),
          blue: hasTag("blue"),
          once: ["deduplicate", { groups: 3 }],
          first: ["join"],
          second: ["join"],
          third: ["join"],
        },
        [
          "gold out once 1",
          "red out once 2",
          "blue out once 3",
          "once 1 first",
          "once 2 second",
          "once 3 third",
        ],
      ),
    )
    const [gold, red, blue] = [tagged("gold"), tagged("red"), tagged("blue")]
    expect(await cameTo(run_no, "first")).toEqual(gold)
    expect(await cameTo(run_no, "second")).toEqual(red.filter((pid) => !gold.includes(pid)))
    expect(await cameTo(run_no, "third")).toEqual(
      blue.filter((pid) => !gold.includes(pid) && !red.includes(pid)),
    )
  })

  it("draws an exact share and an exact number, anew for each run, and those who are not drawn are not in the plan", async () => {
    const drawn = async (settings: Record<string, unknown>) => {
      const { run_no } = await begin(
        draw({ red: hasTag("red"), some: ["sample", settings], note: ["join"] }, [
          "red out some",
          "some sample note",
        ]),
      )
      const inside = await world.database.rows("select pid from marketing_enrollment where run_no = $1", [
        run_no,
      ])
      const came = await cameTo(run_no, "note")
      expect(inside).toHaveLength(came.length)
      for (const pid of came) expect(tagged("red")).toContain(pid)
      return came
    }
    const draws = [await drawn({ percent: 25 }), await drawn({ percent: 25 }), await drawn({ percent: 25 })]
    for (const draw of draws) expect(draw).toHaveLength(4)
    expect(new Set(draws.map(String)).size).toBeGreaterThan(1)
    expect(await drawn({ people: 5 })).toHaveLength(5)
    expect(await drawn({ percent: 100 })).toEqual(tagged("red"))
  })

  it("is what the algebra of sets says, however the sets are inside each other", async () => {
    /** Trees over the four groups, each used once: an edge leads to one node only. */
    type Tree = string | { op: "union" | "intersect" | "exclude"; of: [Tree, Tree] }
    const op = fc.constantFrom("union", "intersect", "exclude")
    const shape = fc.record({
      order: fc.shuffledSubarray(TAGS, { minLength: 2 }),
      ops: fc.array(op, { minLength: 3, maxLength: 3 }),
      deep: fc.boolean(),
    })
    const grow = ({ order, ops, deep }: { order: string[]; ops: string[]; deep: boolean }): Tree => {
      let trees: Tree[] = order
      for (let i = 0; trees.length > 1; i++) {
        const [a, b, ...rest] = trees as [Tree, Tree, ...Tree[]]
        const joined: Tree = { op: ops[i] as "union", of: [a, b] }
        trees = deep ? [joined, ...rest] : [...rest, joined]
      }
      return trees[0]!
    }
    const meant = (tree: Tree): number[] => {
      if (typeof tree === "string") return tagged(tree)
      const [a, b] = [meant(tree.of[0]), meant(tree.of[1])]
      if (tree.op === "union") return pids.filter((pid) => a.includes(pid) || b.includes(pid))
      return a.filter((pid) => b.includes(pid) === (tree.op === "intersect"))
    }
    await fc.assert(
      fc.asyncProperty(shape, async (given) => {
        const nodes: Parameters<typeof draw>[0] = { note: ["join"] }
        const edges: string[] = []
        let count = 0
        const put = (tree: Tree): string => {
          const id = `n${count++}`
          if (typeof tree === "string") {
            nodes[id] = hasTag(tree)
            return id
          }
          nodes[id] = [tree.op]
          const [a, b] = [put(tree.of[0]), put(tree.of[1])]
          edges.push(`${a} out ${id}`, `${b} out ${id}${tree.op === "exclude" ? " without" : ""}`)
          return id
        }
        const tree = grow(given)
        edges.push(`${put(tree)} out note`)
        const canvas = draw(nodes, edges)
        const { run_no } = await begin(canvas)
        expect(await cameTo(run_no, "note")).toEqual(meant(tree))
        const { id } = await world.marketing.savePlan({ plan: { name: "A plan", canvas }, actor: "a" })
        const { nodes: heads, audience } = await world.marketing.estimatePlan({ plan_id: id })
        if (audience !== null)
          expect([heads.note, audience]).toEqual([meant(tree).length, meant(tree).length])
      }),
      { numRuns: 25 },
    )
  })

  it("is refused where a set can never be complete, with what to do instead", async () => {
    const problems = async (canvas: ReturnType<typeof draw>, type = "one_time") => {
      const { id } = await world.marketing.savePlan({ plan: { name: "A plan", type, canvas }, actor: "a" })
      const { problems } = await world.marketing.checkPlan({ plan_id: id })
      return problems.map(({ code, path }) => `${code} ${path}`)
    }
    const rest: [string, Record<string, unknown>] = ["wait", { amount: 1, unit: "days" }]
    expect(
      await problems(
        draw({ red: hasTag("red"), blue: hasTag("blue"), rest, both: ["intersect"] }, [
          "red out rest",
          "rest out both",
          "blue out both",
        ]),
      ),
    ).toEqual(["canvas/set-too-late nodes.both"])
    expect(
      await problems(
        draw(
          { seen: ["trigger:did-something", { event: "waved" }], blue: hasTag("blue"), both: ["exclude"] },
          ["seen out both", "blue out both without"],
        ),
        "triggered",
      ),
    ).toContain("canvas/set-from-trigger nodes.both")
    expect(await problems(draw({ red: hasTag("red"), both: ["intersect"] }, ["red out both"]))).toEqual([
      "canvas/set-incomplete nodes.both",
    ])
    expect(
      await problems(draw({ red: hasTag("red"), some: ["sample", { percent: 120 }] }, ["red out some"])),
    ).toEqual(["canvas/settings nodes.some.settings.percent"])
  })
})
