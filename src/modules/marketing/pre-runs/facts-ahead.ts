import type { Rule } from "../../../core/rules/schema"
import type { CompileRule } from "../audience/compile-rule"
import type { MatchRule } from "../audience/match-rule"
import type { ReadFields } from "../audience/read-fields"
import type { Sql } from "../database"
import type { Stop } from "../engine/drawing"
import { byTime, type Crowd, passedBy } from "./crowd"

/** So few are asked about by name; more, by asking the whole store once. */
const FEW = 5_000
/** A question is asked as of the moment of those who ask it; beyond so many moments they are put together. */
const MOMENTS = 24

export type FactParts = { matchRule: MatchRule; compileRule: CompileRule; readFields: ReadFields }
export type Facts = (place: number) => Record<string, unknown>
/** Says of what is asked here that it is not answered as it will be. */
export type Assume = (what: "in_groups" | "not_written") => void
type Moment = { at: number; arrived: number; people: number[] }

/** What kinds ask about people, answered for all who stand at a node with one statement for each fact and moment. */
export function factsAhead(
  { matchRule, compileRule, readFields }: FactParts,
  sql: Sql,
  crowd: Crowd,
  { entered_at, winners }: { entered_at: Date; winners: ReadonlyMap<string, string | null> },
) {
  /** Who of these people matches; `since` the visit, or since they came in. */
  const matching = async (
    rule: Rule,
    people: number[],
    personal: "visit" | "entry" | null,
    assume: Assume,
    cards: string[] = [],
  ): Promise<Uint8Array> => {
    const yes = new Uint8Array(crowd.size)
    const onGroups = () => assume("in_groups")
    for (const moment of momentsOf(people, crowd, { byArrival: personal === "visit", cards }, onGroups)) {
      const now = new Date(moment.at)
      const previous_node_at = personal === "visit" ? new Date(moment.arrived) : entered_at
      if (moment.people.length <= FEW) {
        const pids = moment.people.map((place) => crowd.pid[place]!)
        const visits = personal
          ? moment.people.map((place) => ({ entered_at, previous_node_at, passed: passedOf(place, cards) }))
          : undefined
        const found = await matchRule({ rule, pids, tx: sql, now, visits })
        for (const place of moment.people) if (found.has(crowd.pid[place]!)) yes[place] = 1
        continue
      }
      const found = new Uint8Array(crowd.size)
      const previous = personal ? { at: previous_node_at, passed: passedOf(moment.people[0]!, cards) } : null
      for (const pid of await everybodyMatching(rule, now, previous)) {
        const place = crowd.placeOf(Number(pid))
        if (place !== undefined) found[place] = 1
      }
      for (const place of moment.people) yes[place] = found[place]!
    }
    return yes
  }

  const passedOf = (place: number, cards: string[]) =>
    cards.length > 0 ? passedBy(crowd, cards, place) : undefined

  const everybodyMatching = async (
    rule: Rule,
    now: Date,
    previous: { at: Date; passed?: Record<string, Date> } | null,
  ): Promise<string[]> => {
    const values: unknown[] = []
    const bind = (value: unknown) => `$${values.push(value)}`
    const moment = (at: Date) => `${bind(at.toISOString())}::timestamptz`
    const since = previous
      ? {
          entered: moment(entered_at),
          previous_node: moment(previous.at),
          passed: previous.passed && `${bind(JSON.stringify(previous.passed))}::jsonb`,
        }
      : undefined
    const predicate = await compileRule(rule, { bind, since, sql, now })
    // A rule speaks of one of these moments, and PostgreSQL refuses a value that nothing refers to.
    const given = since ? ` and (${Object.values(since).filter(Boolean).join(", ")}) is not null` : ""
    const row = await sql.one<{ pids: string | null }>(
      `select string_agg(p.pid::text, ',') as pids from marketing_profile p where ${predicate}${given}`,
      values,
    )
    return row?.pids?.split(",") ?? []
  }

  const fieldsOf = async (stop: Stop, people: number[], assume: Assume) => {
    const read = new Map<number, Record<string, unknown>>()
    if (stop.fields.length === 0) return read
    const fields = stop.fields.map(([, field]) => field)
    const onGroups = () => assume("in_groups")
    for (const moment of momentsOf(people, crowd, { byArrival: false, cards: [] }, onGroups))
      for (let first = 0; first < moment.people.length; first += FEW) {
        const pids = moment.people.slice(first, first + FEW).map((place) => crowd.pid[place]!)
        const found = await readFields({ fields, pids, tx: sql, now: new Date(moment.at) })
        for (const [pid, values] of found) read.set(pid, values)
      }
    return read
  }

  /** `sends`: what became of messages that people wait for here. */
  const read = async (
    stop: Stop,
    people: number[],
    { sends, assume }: { sends: ReadonlyMap<number, unknown>; assume: Assume },
  ): Promise<Facts> => {
    if (stop.rules.length + stop.fields.length + stop.sends.length + stop.winners.length === 0)
      return () => NO_FACTS
    const rules = new Map<string, Uint8Array>()
    for (const { name, rule, personal, since } of stop.rules)
      rules.set(name, await matching(rule, people, personal ? "visit" : null, assume, since))
    const values = await fieldsOf(stop, people, assume)
    return (place) => {
      // Without a prototype: a merchant may call a branch anything.
      const known: Record<string, unknown> = Object.create(null)
      const own = values.get(crowd.pid[place]!)
      for (const [name, yes] of rules) known[name] = yes[place] === 1
      for (const [name, field] of stop.fields) known[name] = own?.[field] ?? null
      for (const name of stop.winners) known[name] = winners.get(stop.id) ?? null
      for (const name of stop.sends) known[name] = sends.get(place) ?? null
      return known
    }
  }
  return { read, matching }
}

export type FactsAhead = ReturnType<typeof factsAhead>

const NO_FACTS: Record<string, unknown> = {}

function momentsOf(
  people: number[],
  crowd: Crowd,
  { byArrival, cards }: { byArrival: boolean; cards: string[] },
  onGroups: () => void,
): Moment[] {
  const moments = new Map<string, Moment>()
  for (const place of people) {
    const [at, arrived] = [crowd.at[place]!, byArrival ? crowd.arrived[place]! : 0]
    const key = [at, arrived, ...cards.map((node) => crowd.passed.get(node)?.[place])].join(" ")
    const moment = moments.get(key)
    if (moment) moment.people.push(place)
    else if (moments.size < MOMENTS) moments.set(key, { at, arrived, people: [place] })
    else return inGroups(people, crowd, onGroups)
  }
  return [...moments.values()]
}

function inGroups(people: number[], crowd: Crowd, onGroups: () => void): Moment[] {
  onGroups()
  const ordered = byTime([...people], crowd.at)
  const size = Math.ceil(ordered.length / MOMENTS)
  return Array.from({ length: Math.ceil(ordered.length / size) }, (_, n) => {
    const some = ordered.slice(n * size, (n + 1) * size)
    return { at: crowd.at[some[0]!]!, arrived: crowd.arrived[some[0]!]!, people: some }
  })
}
