import { audienceOf, type EntryAudience } from "../../../core/canvas/audience-of"
import type { Canvas } from "../../../core/canvas/schema"
import type { Rule } from "../../../core/rules/schema"
import { type Firing, firingsOf } from "../../../core/schedule/firings"
import { wallAt } from "../../../core/schedule/wall"
import { addDays, dayOf } from "../../../core/time/zone"
import type { Registry } from "../../../extension/registry"
import type { Groups, PeopleAtDoors } from "../audience/people-at-doors"
import type { Recall } from "../audience/recall-people"
import type { Sql } from "../database"
import type { Drawing } from "../engine/drawing"
import type { ForeseeEntries } from "../engine/foresee-entries"
import type { PlanNow } from "../plans/get-plan"
import { list } from "../row-table"
import { type Arrivals, type Collection, createCollection } from "./arrivals"
import { readEverybody } from "./store/everybody"

/** Histories held in memory at a time. */
const TOGETHER = 1000

type Ground = {
  sql: Sql
  plan: PlanNow & { no: number }
  drawing: Drawing
  from: Date
  to: Date
  zone: string
  recall: Recall
  registry: Registry
  peopleAtDoors: PeopleAtDoors
  foreseeEntries: ForeseeEntries
  most_arrivals: number
  breathe: () => Promise<void> | null
}

export type AtFirings = {
  arrivals: Arrivals
  audience: number
  /** Heads at nodes over sets through which nobody comes in, of all firings. */
  stood: Map<string, number>
}

type Beginning = { slot: string; begins: Date; own_clocks: boolean }

/** Rules by which people come in at the beginning. */
export const audienceRules = ({ nodes }: Canvas, { kinds }: Registry): Rule[] =>
  nodes.flatMap((node) => {
    const audience = audienceOf(node, kinds.get(node.kind))
    return audience ? [ruleOf(audience)] : []
  })

/** Who would have come in with each firing of these days, or with the one at their beginning, as people were then. */
export async function atFirings(ground: Ground): Promise<AtFirings> {
  const { sql, plan, drawing, registry, peopleAtDoors, foreseeEntries, most_arrivals } = ground
  const beginnings = beginningsOf(ground)
  const rules = new Map(audienceRules(plan.canvas, registry).map((rule) => [JSON.stringify(rule), rule]))
  const meant = await everybodyThen(ground, beginnings, [...rules.values()])
  const keys = [...rules.keys()]
  const stood = new Map<string, number>()
  let collection: Collection | undefined
  let audience = 0
  for (const [firing, { slot, begins, own_clocks }] of beginnings.entries()) {
    const select = async (asked: EntryAudience) => ({
      text: "select unnest($1::int[]) as pid",
      values: [list(meant(firing, keys.indexOf(JSON.stringify(ruleOf(asked)))))],
    })
    const groups = await peopleAtDoors(plan.canvas, `replay ${slot}`, select)
    collection ??= createCollection(
      groups.doors.map(({ node, port, to }) => ({ node, port, to })),
      most_arrivals,
    )
    const schedule = own_clocks ? drawing.settings.schedule : ({ at: "now", zone: "store" } as const)
    const then = { ...drawing, settings: { ...drawing.settings, schedule } }
    const { doors } = groups
    const found = await foreseeEntries(sql, { plan, drawing: then, doors, slot, begins, everybody: true })
    audience += found.audience
    for (let n = 0; n < found.pid.length; n++)
      collection.add({
        pid: found.pid[n]!,
        door: found.door[n]!,
        at: begins.getTime(),
        due: found.due[n]!,
        rested: null,
      })
    await countStood(sql, groups, stood)
  }
  return { arrivals: (collection ?? createCollection([], most_arrivals)).inOrder(), audience, stood }
}

const ruleOf = (audience: EntryAudience): Rule =>
  "rule" in audience ? audience.rule : { in_segment: audience.segment_id }

/** Firings as if the schedule had held all these days; a plan that runs once begins with the first of them. */
function beginningsOf({ plan: { settings }, from, to, zone }: Ground): Beginning[] {
  const { schedule } = settings
  if (!("every" in schedule)) return [{ slot: "once", begins: from, own_clocks: false }]
  const first = dayOf(from, zone)
  const anchor = schedule.from && schedule.from < first ? schedule.from : first
  const anchored = { ...schedule, from: anchor, to: undefined }
  const found: Firing[] = []
  for (const firing of firingsOf(anchored, { zone, after: wallAt(addDays(first, -1), "00:00") })) {
    if (firing.first > to) break
    if (firing.first >= from) found.push(firing)
  }
  return found.map(({ slot, first: begins }) => ({ slot, begins, own_clocks: schedule.zone === "customer" }))
}

/** Whom each rule meant at each beginning, as one bit a person; answers them by pid. */
async function everybodyThen(
  { sql, recall, breathe }: Ground,
  beginnings: Beginning[],
  rules: Rule[],
): Promise<(firing: number, rule: number) => number[]> {
  const everybody = await readEverybody(sql)
  const bits = beginnings.map(() => rules.map(() => new Uint8Array(Math.ceil(everybody.length / 8))))
  for (let first = 0; first < everybody.length; first += TOGETHER) {
    const some = everybody.slice(first, first + TOGETHER)
    const histories = await recall.read([...some], { rules, fields: [] })
    for (const [index, pid] of some.entries()) {
      const pause = breathe()
      if (pause !== null) await pause
      const history = histories.get(pid)
      if (!history) continue
      const since = history.profile.became_customer_at as Date
      const [byte, bit] = [(first + index) >> 3, 1 << ((first + index) & 7)]
      for (const [firing, { begins }] of beginnings.entries()) {
        if (since > begins) continue
        const then = recall.asOf(history, begins)
        for (const [rule, asked] of rules.entries())
          if (recall.matches(asked, then, begins)) bits[firing]![rule]![byte]! |= bit
      }
    }
  }
  return (firing, rule) => {
    const of = bits[firing]?.[rule]
    return of ? [...everybody.filter((_, n) => (of[n >> 3]! & (1 << (n & 7))) !== 0)] : []
  }
}

async function countStood(sql: Sql, { at, doors }: Groups, stood: Map<string, number>): Promise<void> {
  const entered = new Set(doors.map(({ node }) => node))
  for (const [node, people] of at) {
    if (entered.has(node)) continue
    const counted = people
      ? await sql.one<{ n: number }>(`select count(*) as n from (${people.text}) as people`, people.values)
      : undefined
    stood.set(node, (stood.get(node) ?? 0) + (counted?.n ?? 0))
  }
}
