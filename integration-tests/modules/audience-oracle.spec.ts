import fc from "fast-check"
import { checkMeaning, checkShape } from "../../src/core/rules/check"
import { evaluate } from "../../src/core/rules/evaluate"
import type { EvaluateContext } from "../../src/core/rules/evaluate-context"
import type { Rule } from "../../src/core/rules/schema"
import type { CustomerSnapshot } from "../../src/core/rules/snapshot"
import { HOSTILE } from "../support/audience-hostile"
import { makePeople, SEGMENTS, writePeople } from "../support/audience-people"
import { rule as anyRule, condition } from "../support/audience-rules"
import { createWorld, type World } from "../support/world"

/** Rules a world; AUDIENCE_RULES=20000 for a long night. */
const RULES = Number(process.env.AUDIENCE_RULES ?? 500)
const SEED = Number(process.env.AUDIENCE_SEED ?? 20260301)

// Near 29 February, on the night of a clock change, at the turn of a year, and in a zone of odd minutes.
const WORLDS = [
  { zone: "Europe/Berlin", now: "2026-02-28T22:30:00Z" },
  { zone: "America/New_York", now: "2026-03-08T08:00:00Z" },
  { zone: "Asia/Kathmandu", now: "2028-02-28T19:00:00Z" },
]

const DYNAMIC: Record<string, Rule> = {
  mkseg_dynamic: {
    any: [
      { fact: "profile.country", op: "is", value: "de" },
      { did: "purchase", count: { gte: 2 } },
    ],
  },
  mkseg_outer: { all: [{ not: { in_segment: "mkseg_dynamic" } }, { not: { in_segment: "mkseg_static" } }] },
}

describe.each(WORLDS)("rules in $zone at $now", ({ zone, now: at }) => {
  let world: World
  let people: CustomerSnapshot[]
  let context: EvaluateContext
  beforeAll(async () => {
    world = await createWorld({ start: at, options: { timezone: zone } })
    people = makePeople(SEED, 200, new Date(at), zone)
    await writePeople(world.database, people)
    await world.database.run(
      "insert into marketing_segment (id, name, type, rule) select key, key, 'dynamic', value from jsonb_each($1)",
      [JSON.stringify(DYNAMIC)],
    )
    const catalogue = await world.marketing.readCatalogue()
    const segments = new Map<string, { rule: Rule | null }>(
      Object.entries(DYNAMIC).map(([id, rule]) => [id, { rule }]),
    )
    for (const id of SEGMENTS) segments.set(id, { rule: null })
    context = { now: new Date(at), zone, field: catalogue.find, segments }
  })
  afterAll(() => world.end())

  const inMemory = (rule: Rule) =>
    people.filter((person) => evaluate(rule, person, context)).map((person) => person.profile.pid)
  const inSql = async (rule: Rule): Promise<number[]> => {
    const { text, values } = await world.marketing.selectPeople({ rule })
    const rows = await world.database.rows<{ pid: number }>(text, values).catch((error: Error) => {
      throw new Error(`${error.message}\n${JSON.stringify(rule)}\n${text}\n${JSON.stringify(values)}`)
    })
    return rows.map((row) => row.pid).sort((a, b) => a - b)
  }
  const agree = async (rule: Rule) => {
    const problems = [...checkShape(rule), ...checkMeaning(rule, { ...context, exists: () => true })]
    expect({ rule, problems }).toEqual({ rule, problems: [] })
    expect({ rule, people: await inSql(rule) }).toEqual({ rule, people: inMemory(rule) })
    return inMemory(rule).length
  }

  it("every condition and every tree means in SQL what it means in memory (A6, S11)", async () => {
    let telling = 0
    for (const rule of [
      ...fc.sample(condition, { numRuns: Math.ceil(RULES * 0.6), seed: SEED }),
      ...fc.sample(anyRule, { numRuns: Math.ceil(RULES * 0.4), seed: SEED + 1 }),
    ]) {
      const found = await agree(rule)
      if (found > 0 && found < people.length) telling++
    }
    // Rules that mean everybody or nobody show little.
    expect(telling).toBeGreaterThan(RULES * 0.4)
  }, 600_000)

  it("asking about some people answers for them what asking about all does", async () => {
    const pids = people.slice(0, 60).map((person) => person.profile.pid)
    for (const rule of fc.sample(anyRule, { numRuns: 60, seed: SEED + 2 })) {
      const found = await world.marketing.matchRule({ rule, pids })
      const expected = inMemory(rule).filter((pid) => pids.includes(pid))
      expect({ rule, found: [...found].sort((a, b) => a - b) }).toEqual({ rule, found: expected })
    }
  })

  it("whom time alone moves in or out is among those found, and nothing else has to be asked", async () => {
    const spans = [20_000, 60_000, 3_600_000, 26 * 3_600_000, 8 * 86_400_000]
    let found = 0
    for (const [index, rule] of [
      ...fc.sample(condition, { numRuns: 300, seed: SEED + 3 }),
      ...fc.sample(anyRule, { numRuns: 100, seed: SEED + 4 }),
    ].entries()) {
      const from = context.now
      const now = new Date(from.getTime() + spans[index % spans.length]!)
      const before = new Set(inMemory(rule))
      const after = new Set(
        people.filter((one) => evaluate(rule, one, { ...context, now })).map((one) => one.profile.pid),
      )
      const moved = people.map((one) => one.profile.pid).filter((pid) => before.has(pid) !== after.has(pid))
      const ask = (span: { from: Date; now: Date }) =>
        world.marketing.findTurned(world.database, { rule, ...span, most: 1_000 })
      const { restless, turns_at } = await ask({ from, now: from })
      if (restless || (turns_at && turns_at <= now)) continue
      const { pids } = await ask({ from, now })
      expect({ rule, now, missed: moved.filter((pid) => !pids.includes(pid)) }).toEqual({
        rule,
        now,
        missed: [],
      })
      found += moved.length
    }
    expect(found).toBeGreaterThan(20)
  }, 120_000)

  it("no text of a rule ever enters the SQL (S11)", async () => {
    const about = (text: string): Rule => ({
      all: [
        { not: { fact: "profile.first_name", op: "contains", value: text } },
        { any: [{ did: text, where: { [text]: { in: [text] } }, sum: { of: text, gte: 1 } }] },
        { not: { plan: text, outcome: "clicked", node: text } },
        { not: { did: "purchase", where: { category_id: text, source: { is_not: text } } } },
      ],
    })
    const harmless = await world.marketing.selectPeople({ rule: about("harmless") })
    for (const hostile of HOSTILE) {
      const { text, values } = await world.marketing.selectPeople({ rule: about(hostile) })
      expect(text).toBe(harmless.text)
      expect(JSON.stringify(values)).toContain(JSON.stringify(hostile))
      expect(await inSql(about(hostile))).toEqual(inMemory(about(hostile)))
    }
  })
})
