import fc from "fast-check"
import type { Refused } from "../../src/core/problem"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { addPeople, createWorld, type World } from "../support/world"

const CITIES = ["Ulm", "Bonn", "Kiel", "Rom"]

describe("segments made of others (A9)", () => {
  let world: World
  let marketing: Marketing
  /** By city: the segment and who is in it. The first two follow a rule, the others were picked. */
  const held = new Map<string, { id: string; pids: Set<number> }>()
  let everyone: number[]
  beforeAll(async () => {
    world = await createWorld()
    marketing = world.marketing
    // Everybody has some of the cities as tags, so that segments overlap.
    everyone = await addPeople(
      world.database,
      Array.from({ length: 200 }, (_, i) => ({ tags: CITIES.filter((_, bit) => (i >> bit) % 2 === 1) })),
    )
    for (const [bit, tag] of CITIES.entries()) {
      const pids = new Set(everyone.filter((_, i) => (i >> bit) % 2 === 1))
      const segment =
        bit < 2
          ? await marketing.saveSegment({
              name: tag,
              rule: { fact: "profile.tags", op: "has_any", value: [tag] },
            })
          : await marketing.saveSegment({ name: tag, type: "static" })
      if (bit >= 2) await marketing.addToSegment({ segment_id: segment.id, pids: [...pids] })
      held.set(tag, { id: segment.id, pids })
    }
  })
  afterAll(() => world.end())

  const idOf = (tag: string) => held.get(tag)!.id
  const pidsOf = (tag: string) => held.get(tag)!.pids
  const membersOf = async (definition: unknown) => {
    const { id } = await marketing.saveSegment({ name: "Made", definition })
    return membersNow(id)
  }
  const membersNow = async (segment_id: string) => {
    const { members } = await marketing.listMembers({ segment_id, offset: 0, limit: 1000 })
    return new Set(members.map((member) => member.pid))
  }
  const draw = (of: string, amount: object) => membersOf({ sample: { of, ...amount } })
  const refused = async (draft: Parameters<Marketing["saveSegment"]>[0]) =>
    ((await marketing.saveSegment(draft).catch((error) => error)) as Refused).problems

  it("of a sample it is said who was drawn: the rule alone says who could be (A7)", async () => {
    const { id } = await marketing.saveSegment({
      name: "One",
      definition: { sample: { of: idOf("Ulm"), number: 1 } },
    })
    const [chosen] = await membersNow(id)
    const { rule } = await marketing.getSegment({ segment_id: id })
    const people = await world.database.rows<{ pid: number; customer_id: string }>(
      "select pid, customer_id from marketing_profile where pid = any($1)",
      [[chosen, ...[...pidsOf("Ulm")].slice(0, 5)]],
    )
    for (const { pid, customer_id } of people) {
      const why = await marketing.explainRule({ rule, customer_id, segment_id: id })
      expect(why.matches).toBe(true)
      expect(why.drawn).toBe(pid === chosen)
      expect(await marketing.explainRule({ rule, customer_id })).not.toHaveProperty("drawn")
    }
  })

  it("hold whom sets in memory hold, whatever they are made of", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(CITIES, { minLength: 2 }), async (tags) => {
        const [from, ...without] = tags as [string, ...string[]]
        expect(await membersOf({ union: tags.map(idOf) })).toEqual(
          new Set(everyone.filter((pid) => tags.some((tag) => pidsOf(tag).has(pid)))),
        )
        expect(await membersOf({ intersect: tags.map(idOf) })).toEqual(
          new Set(everyone.filter((pid) => tags.every((tag) => pidsOf(tag).has(pid)))),
        )
        expect(await membersOf({ exclude: { from: idOf(from), without: without.map(idOf) } })).toEqual(
          new Set([...pidsOf(from)].filter((pid) => !without.some((tag) => pidsOf(tag).has(pid)))),
        )
      }),
      { numRuns: 15 },
    )
  })

  it("a sample by number has exactly that many, the smaller inside the larger, and all when there are fewer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(140), fc.nat(140), fc.nat(), async (a, b, seed) => {
        const [fewer, more] = [1 + Math.min(a, b), 1 + Math.max(a, b)]
        const small = await draw(idOf("Ulm"), { number: fewer, seed })
        const large = await draw(idOf("Ulm"), { number: more, seed })
        expect([small.size, large.size]).toEqual([Math.min(fewer, 100), Math.min(more, 100)])
        expect([...small].every((pid) => large.has(pid) && pidsOf("Ulm").has(pid))).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  it("10 percent are inside 20 percent of the same seed, 100 percent are all, and another seed draws others", async () => {
    const seed = "spring"
    const [ten, twenty, all, others] = [
      await draw(idOf("Ulm"), { percent: 10, seed }),
      await draw(idOf("Ulm"), { percent: 20, seed }),
      await draw(idOf("Ulm"), { percent: 100, seed }),
      await draw(idOf("Ulm"), { percent: 20, seed: "autumn" }),
    ]
    expect([...ten].filter((pid) => !twenty.has(pid))).toEqual([])
    expect(all).toEqual(pidsOf("Ulm"))
    expect(others).not.toEqual(twenty)
    expect(twenty.size).toBeGreaterThan(8)
    expect(twenty.size).toBeLessThan(35)
  })

  it("somebody who is drawn stays drawn when others come, and a refresh draws nobody else", async () => {
    const { id } = await marketing.saveSegment({
      name: "Half",
      definition: { sample: { of: idOf("Bonn"), percent: 50 } },
    })
    const before = await membersNow(id)
    const added = await addPeople(
      world.database,
      Array.from({ length: 40 }, () => ({ tags: ["Bonn"] })),
    )
    const { left, entered } = await marketing.refreshSegment({ segment_id: id })
    expect(left).toBe(0)
    expect(entered).toBeGreaterThan(5)
    expect(entered).toBeLessThan(35)
    expect((await marketing.refreshSegment({ segment_id: id })).entered).toBe(0)
    expect([...before].every((pid) => everyone.includes(pid))).toBe(true)
    await world.database.run("delete from marketing_profile where pid = any($1::int[])", [added])
    await marketing.refreshSegment({ segment_id: id })
    expect(await membersNow(id)).toEqual(before)
  })

  it("a sample counts in other rules by its members, keeps its share when its rule changes, and ends when told", async () => {
    const { id } = await marketing.saveSegment({
      name: "Ten of Ulm",
      definition: { sample: { of: idOf("Ulm"), number: 10, seed: 1 } },
    })
    const rest = await membersOf({ exclude: { from: idOf("Ulm"), without: [id] } })
    const ten = await membersNow(id)
    expect(rest).toEqual(new Set([...pidsOf("Ulm")].filter((pid) => !ten.has(pid))))
    expect((await marketing.previewRule({ rule: { in_segment: id } })).count).toBe(10)
    const moved = await marketing.saveSegment({ id, rule: { in_segment: idOf("Kiel") } })
    expect(moved).toMatchObject({ member_count: 10, sample: { number: 10, seed: "1" } })
    expect(await marketing.saveSegment({ id, sample: null })).toMatchObject({
      member_count: pidsOf("Kiel").size,
      sample: null,
    })
  })

  it("a circle is refused with its path, through samples too, and what is not there at its place", async () => {
    const a = await marketing.saveSegment({ name: "A", definition: { union: [idOf("Ulm"), idOf("Bonn")] } })
    const b = await marketing.saveSegment({ name: "B", definition: { sample: { of: a.id, percent: 5 } } })
    const c = await marketing.saveSegment({
      name: "C",
      definition: { exclude: { from: b.id, without: [idOf("Rom")] } },
    })
    const circle = await refused({ id: a.id, definition: { intersect: [idOf("Ulm"), c.id] } })
    expect(circle).toMatchObject([{ code: "rule/cycle", path: "definition.intersect.1" }])
    expect(circle[0]!.message).toContain("A → C → B → A")
    expect(await refused({ name: "X", definition: { union: [a.id, "mkseg_none"] } })).toMatchObject([
      { code: "rule/missing", path: "definition.union.1" },
    ])
    expect(
      await refused({ name: "X", rule: { in_segment: a.id }, definition: { union: [a.id, b.id] } }),
    ).toMatchObject([{ code: "segment/two-definitions" }])
    expect(await refused({ name: "X", type: "static", definition: { union: [a.id, b.id] } })).toMatchObject([
      { code: "segment/not-dynamic" },
    ])
    expect(await refused({ name: "X", definition: { sample: { of: a.id, percent: 101 } } })).toMatchObject([
      { code: "segment/sample", path: "sample.percent" },
    ])
    expect((await marketing.listSegmentUses({ segment_id: a.id })).segments).toEqual([
      { id: b.id, name: "B" },
    ])
    await expect(marketing.deleteSegment({ segment_id: b.id })).rejects.toThrow('segment "C"')
  })
})
