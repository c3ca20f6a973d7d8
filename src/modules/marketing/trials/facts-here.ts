import type { MatchRule } from "../audience/match-rule"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { ReadFields } from "../audience/read-fields"
import type { Drawing, Stop } from "../engine/drawing"
import type { ReadWinner } from "../split-tests/read-winner"
import { type SeenParts, seenHere } from "./seen-here"
import type { Standing } from "./standing"
import { passedOn } from "./store/trial-steps"
import type { ClaimedTrial } from "./store/trials"

export type FactParts = SeenParts & {
  matchRule: MatchRule
  readFields: ReadFields
  readWinner: ReadWinner
  peopleAtDoors: PeopleAtDoors
}

/** What a kind asks about the person, as of the test's own clock. `happened`: the tester says that what is waited for did. */
export async function factsHere(
  parts: FactParts,
  trial: ClaimedTrial,
  drawing: Drawing,
  stop: Stop,
  { place, clock: now, send, happened }: Standing,
): Promise<Record<string, unknown>> {
  const { database, matchRule, readFields, readWinner } = parts
  const { no, plan_no, pid, at: entered_at } = trial
  const fields = stop.fields.map(([, field]) => field)
  const cards = stop.rules.flatMap(({ since }) => since)
  const seen = await seenHere(
    parts,
    { trial, drawing, hop: place.hop },
    { rules: stop.rules.map(({ rule }) => rule), fields },
    {
      now,
      since: {
        entered: entered_at,
        previous_node: place.arrived_at,
        passed: await passedOn(database, no, { nodes: cards, hop: place.hop }),
      },
    },
  )
  // Without a prototype: a merchant may call a branch anything.
  const known: Record<string, unknown> = Object.create(null)
  for (const { name, rule, personal, since } of stop.rules) {
    if (seen) {
      known[name] = happened || seen.matches(rule)
      continue
    }
    const passed =
      since.length > 0 ? await passedOn(database, no, { nodes: since, hop: place.hop }) : undefined
    const visits = personal ? [{ entered_at, previous_node_at: place.arrived_at, passed }] : undefined
    known[name] = happened || (await matchRule({ rule, pids: [pid], now, visits })).has(pid)
  }
  const values =
    !seen && fields.length > 0 ? (await readFields({ fields, pids: [pid], now })).get(pid) : undefined
  for (const [name, field] of stop.fields) known[name] = (seen ? seen.value(field) : values?.[field]) ?? null
  for (const name of stop.winners) known[name] = await readWinner(plan_no, stop.id)
  for (const name of stop.sends) known[name] = send
  return known
}

/** The goal that the person has reached, wherever she stands. */
export async function goalReached(
  parts: FactParts,
  trial: ClaimedTrial,
  drawing: Drawing,
  { clock: now, place: { hop } }: Standing,
): Promise<string | null> {
  const { pid, at } = trial
  for (const { node, rule } of drawing.watches) {
    const since = { entered: at, previous_node: at }
    const seen = await seenHere(parts, { trial, drawing, hop }, { rules: [rule], fields: [] }, { now, since })
    if (seen?.matches(rule)) return node
    if (seen) continue
    const visits = [{ entered_at: at, previous_node_at: at }]
    if ((await parts.matchRule({ rule, pids: [pid], visits, now })).has(pid)) return node
  }
  return null
}

/**
 * Whether the person would come in at an entry, or on by a node over sets, and by which way out; `fits` null where people come in one
 * at a time, by what they do.
 */
export async function groupHere(
  { database, peopleAtDoors }: FactParts,
  { pid, drawing }: ClaimedTrial,
  node: string,
): Promise<{ fits: boolean | null; port: string | null }> {
  const { at, out } = await peopleAtDoors(drawing.canvas, "trial")
  if (!at.get(node)) return { fits: null, port: null }
  for (const [port, { text, values }] of out.get(node) ?? []) {
    const found = await database.one(
      `select 1 as is_in from (${text}) as people(pid) where pid = $${values.length + 1}`,
      [...values, pid],
    )
    if (found) return { fits: true, port }
  }
  return { fits: false, port: null }
}
