import fc from "fast-check"
import { checkMeaning, checkShape } from "../../src/core/rules/check"
import { evaluate } from "../../src/core/rules/evaluate"
import type { EvaluateContext } from "../../src/core/rules/evaluate-context"
import { type Explained, explain } from "../../src/core/rules/explain"
import type { Rule } from "../../src/core/rules/schema"
import type { CustomerSnapshot } from "../../src/core/rules/snapshot"
import type { FieldDefinition } from "../../src/extension/field"
import { moneyFields } from "../../src/fields"
import { askable, askedIn } from "../support/audience-asked"
import { EDGES, HOSTILE, IMPOSSIBLE, LONGEST } from "../support/audience-hostile"
import { makePeople, SEGMENTS } from "../support/audience-people"
import { writePeople } from "../support/audience-people-rows"
import { rulesOver } from "../support/audience-rules"
import { createWorld, type World } from "../support/world"

/** Rules in all; AUDIENCE_RULES=200000 for a long night. */
const RULES = Number(process.env.AUDIENCE_RULES ?? 10_000)
const SEED = Number(process.env.AUDIENCE_SEED ?? 20260301)

// Near 29 February, on the night of a clock change, at the turn of a year, and in a zone of odd minutes. Each asks rules of its own.
const WORLDS = [
  { zone: "Europe/Berlin", now: "2026-02-28T22:30:00Z", seed: SEED },
  { zone: "America/New_York", now: "2026-03-08T08:00:00Z", seed: SEED + 10_000 },
  { zone: "Asia/Kathmandu", now: "2028-02-28T19:00:00Z", seed: SEED + 20_000 },
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

/** What was asked in any of the worlds, and which fields told somebody from somebody else. */
const asked = new Set<string>()
const telling = new Set<string>()
let fields: FieldDefinition[] = []

describe.each(WORLDS)("rules in $zone at $now", ({ zone, now: at, seed }) => {
  let world: World
  let people: CustomerSnapshot[]
  let context: EvaluateContext
  let rules: ReturnType<typeof rulesOver>
  beforeAll(async () => {
    world = await createWorld({ start: at, options: { timezone: zone } })
    people = makePeople(seed, 200, new Date(at), zone)
    await writePeople(world.database, people)
    await world.database.run(
      "insert into marketing_segment (id, name, type, rule) select key, key, 'dynamic', value from jsonb_each($1)",
      [JSON.stringify(DYNAMIC)],
    )
    const catalogue = await world.marketing.readCatalogue()
    const others = [
      ...Object.keys(moneyFields).map((name) => `${name}.usd`),
      ...[7, 90, 200].map((days) => `points.expiring_in_${days}_days`),
    ].map((id) => catalogue.find(id)!)
    fields = [...new Map([...(await catalogue.list()), ...others].map((field) => [field.id, field])).values()]
    rules = rulesOver(fields)
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
    const found = inSql(rule)
    const expected = inMemory(rule)
    expect({ rule, people: await found }).toEqual({ rule, people: expected })
    const tells = expected.length > 0 && expected.length < people.length
    for (const one of askedIn(rule)) asked.add(one)
    if (tells && "fact" in rule) telling.add(rule.fact)
    return tells
  }
  /** Some at a time: while the database thinks of one, the next is thought of here. Answers how many told people apart. */
  const agreeOn = async (list: Rule[]) => {
    let tell = 0
    for (let at = 0; at < list.length; at += 8)
      for (const tells of await Promise.all(list.slice(at, at + 8).map(agree))) if (tells) tell++
    return tell
  }

  it("every operator of every field means in SQL what it means in memory (A6, S11)", async () => {
    await agreeOn(rules.facts.flatMap((fact, i) => fc.sample(fact, { numRuns: 1, seed: seed + i })))
  }, 600_000)

  it("every condition and every tree means in SQL what it means in memory (A6, S11)", async () => {
    const count = Math.ceil(RULES / WORLDS.length)
    const tell = await agreeOn([
      ...fc.sample(rules.condition, { numRuns: Math.ceil(count * 0.5), seed }),
      ...fc.sample(rules.alike, { numRuns: Math.ceil(count * 0.1), seed: seed + 5 }),
      ...fc.sample(rules.rule, { numRuns: Math.ceil(count * 0.4), seed: seed + 1 }),
    ])
    // Rules that mean everybody or nobody show little.
    expect(tell).toBeGreaterThan(count * 0.4)
  }, 3_600_000)

  const once = zone === WORLDS[0]!.zone
  if (once)
    it("numbers at the edges are compared, never too large for the database (A6)", async () => {
      const numbers = fields.filter(({ type }) => type === "number" || type === "money")
      const fits = ({ type }: FieldDefinition, value: number) =>
        type === "number" || Number.isSafeInteger(value)
      await agreeOn([
        ...numbers.flatMap((field) =>
          EDGES.filter((value) => fits(field, value)).flatMap((value): Rule[] => [
            { fact: field.id, op: "gte", value },
            { fact: field.id, op: "eq", value },
          ]),
        ),
        ...EDGES.flatMap((value): Rule[] => [
          // A number of times is never below 0: such a rule is refused.
          { did: "product_viewed", count: { lt: Math.abs(value) } },
          { did: "product_viewed", where: { score: { gte: value } } },
          { did: "product_viewed", where: { score: value } },
          { did: "product_viewed", max: { of: "score", lte: value } },
          { did: "purchase", quantity: { ne: value }, days: { gt: Math.abs(value) } },
        ]),
      ])
    }, 600_000)

  it("when an answer will turn by itself is told to the moment, and never too late (A7)", () => {
    const HOUR_MS = 3_600_000
    let told = 0
    for (const [nth, rule] of fc.sample(rules.condition, { numRuns: 400, seed: seed + 4 }).entries())
      for (const person of people.slice((nth * 7) % 150, ((nth * 7) % 150) + 12)) {
        const [{ matches, changes_at, changes }] = explain(rule, person, context).conditions as [Explained]
        const at = (moment: Date) => ({
          rule,
          changes_at,
          moment,
          matches: evaluate(rule, person, { ...context, now: moment }),
        })
        expect(changes === "then").toBe(changes_at !== null)
        if (changes === "never")
          for (const days of [366, 400, 1_000, 4_000]) {
            const moment = new Date(context.now.getTime() + days * 24 * HOUR_MS)
            expect(at(moment)).toEqual({ ...at(moment), matches })
          }
        if (changes_at) {
          told++
          expect(at(changes_at)).toEqual({ ...at(changes_at), matches: !matches })
        }
        for (let hours = 7; hours < 40 * 24; hours = Math.ceil(hours * 1.7)) {
          const moment = new Date(context.now.getTime() + hours * HOUR_MS)
          if (changes_at && changes_at <= moment) break
          expect(at(moment)).toEqual({ ...at(moment), matches })
        }
      }
    expect(told).toBeGreaterThan(50)
  })

  it("asking about some people answers for them what asking about all does", async () => {
    const pids = people.slice(0, 60).map((person) => person.profile.pid)
    for (const rule of fc.sample(rules.rule, { numRuns: 60, seed: seed + 2 })) {
      const found = await world.marketing.matchRule({ rule, pids })
      const expected = inMemory(rule).filter((pid) => pids.includes(pid))
      expect({ rule, found: [...found].sort((a, b) => a - b) }).toEqual({ rule, found: expected })
    }
  })

  it("whom time alone moves in or out is among those found, at any hour, midnights and ends of months too (A8)", async () => {
    const spans = [20_000, 60_000, 3_600_000, 26 * 3_600_000, 8 * 86_400_000, 40 * 86_400_000]
    let found = 0
    for (const [index, rule] of [
      ...rules.facts.flatMap((fact, i) => fc.sample(fact, { numRuns: 1, seed: seed + 7_000 + i })),
      ...fc.sample(rules.condition, { numRuns: 600, seed: seed + 3 }),
      ...fc.sample(rules.rule, { numRuns: 100, seed: seed + 4 }),
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
      const { rolls, turns_at } = await ask({ from, now: from })
      const { pids, restless } = await ask({ from, now })
      const missed = moved.filter((pid) => !pids.includes(pid))
      expect({ rule, now, restless, missed }).toEqual({ rule, now, restless: false, missed: [] })
      // Nobody looks before there is something to see: it must be nobody.
      if (!rolls && !(turns_at && turns_at <= now))
        expect({ rule, now, moved }).toEqual({ rule, now, moved: [] })
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
        { not: { outcome: "opened", channel: text } },
        { not: { did: "purchase", where: { category_id: text, source: { is_not: text } } } },
      ],
    })
    const harmless = await world.marketing.selectPeople({ rule: about("harmless") })
    for (const hostile of [...HOSTILE, LONGEST.slice(0, 200)]) {
      const { text, values } = await world.marketing.selectPeople({ rule: about(hostile) })
      expect(text).toBe(harmless.text)
      expect(JSON.stringify(values)).toContain(JSON.stringify(hostile))
      expect(await inSql(about(hostile))).toEqual(inMemory(about(hostile)))
    }
  })

  it("a text that is as long as texts may be is looked for; one that cannot be is refused in words (S11)", async () => {
    for (const op of ["is", "contains", "starts_with", "ends_with"])
      await agree({ not: { fact: "profile.last_name", op, value: LONGEST } })
    for (const text of [...IMPOSSIBLE, `${LONGEST}!`])
      for (const rule of [
        { fact: "profile.city", op: "contains", value: text },
        { fact: "profile.city", op: "in", value: ["de", text] },
        { did: "product_viewed", where: { color: text } },
        { did: text },
      ]) {
        const { problems } = await world.marketing.checkRule({ rule })
        expect({ rule, problems: problems.length }).toEqual({ rule, problems: 1 })
      }
  })
})

// A short run by hand leaves something out by chance.
if (RULES >= 10_000)
  it("nothing that can be asked was left out, and every field told people apart (A6)", () => {
    expect(askable(fields).filter((one) => !asked.has(one))).toEqual([])
    expect(fields.filter(({ id }) => !telling.has(id)).map(({ id }) => id)).toEqual([])
  })
