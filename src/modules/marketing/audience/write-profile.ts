import { isDeepStrictEqual } from "node:util"
import { Refused } from "../../../core/problem"
import { refuseAttribute, whyUnfit } from "../../../core/profile/attribute"
import type { AttributeValue } from "../../../core/profile/attribute-type"
import type { ProfileChange } from "../../../core/profile/change"
import { addDays, dayOf } from "../../../core/time/zone"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { RecordAudit } from "../plans/record-audit"
import type { ReadAttributes } from "./attributes"
import type { NoteChanges } from "./note-changes"
import { refuse } from "./problems"
import { lockProfile, readRelations, replaceRelations, updateProfile } from "./store/profile"

export type WriteProfile = ReturnType<typeof writeProfile>
type Parts = {
  recordAudit: RecordAudit
  noteChanges: NoteChanges
  options: MarketingOptions
  readAttributes: ReadAttributes
}
type Given = {
  pid: number
  customer_id: string
  change: ProfileChange
  actor: string
  /** A program says it, nobody edited it: what somebody edited here stays, and so does a referrer who is known. */
  yields?: boolean
}

/** What says nothing about a person alone may stand in the audit log for ever; of the rest only that it was changed. */
const TOLD = ["source", "tier", "growth_value", "home_store", "rep", "member_since", "membership_expires_at"]

/**
 * Changes what we know of a person, in the caller's transaction: null forgets, absent stays. Noted with who did it;
 * saying again what is known already is no change. Throws Refused for a birthday that has not been yet.
 */
export const writeProfile =
  ({ recordAudit, noteChanges, options, readAttributes }: Parts) =>
  async (tx: Sql, { pid, customer_id, change, actor, yields = false }: Given, now: Date): Promise<void> => {
    const { relations, attributes, ...columns } = change
    const asked: [string, unknown][] = Object.entries(columns).filter(([, value]) => value !== undefined)
    if (asked.length === 0 && !relations && !attributes) return
    // One day's grace: the customer may live where it is tomorrow already.
    refuseUnborn(change, addDays(dayOf(now, options.timezone), 1))
    if (attributes) refuseUnfit(attributes, await readAttributes(tx))
    const before = await lockProfile(tx, pid)
    const stays = yields ? keptIn(before) : () => false
    const held = before.attributes as Attributes
    const turned = Object.entries(attributes ?? {}).filter(
      ([key, value]) => !isDeepStrictEqual(held[key] ?? null, value) && !stays(`attributes.${key}`),
    )
    if (turned.length > 0) asked.push(["attributes", without({ ...held, ...Object.fromEntries(turned) })])
    const changed = asked.filter(([column, value]) => before[column] !== value && !stays(column))
    const related =
      relations !== undefined &&
      !stays("relations") &&
      !isDeepStrictEqual(await readRelations(tx, pid), relations)
    if (changed.length === 0 && !related) return
    const names = [
      ...changed.map(([column]) => column).filter((column) => column !== "attributes"),
      ...turned.map(([key]) => `attributes.${key}`),
      ...(related ? ["relations"] : []),
    ].sort()
    await updateProfile(tx, pid, { values: Object.fromEntries(changed), edited: yields ? [] : names }, now)
    if (related) await replaceRelations(tx, pid, relations)
    await noteChanges(tx, [pid])
    const told = changed.filter(([column]) => TOLD.includes(column))
    const detail = {
      changed: names,
      from: Object.fromEntries(told.map(([column]) => [column, before[column] ?? null])),
      to: Object.fromEntries(told),
    }
    const entry = { actor, entity: "customer", entity_id: customer_id, action: "change_profile", detail }
    await recordAudit(tx, entry, now)
  }

/** What no program changes: what somebody edited here, and who brought the customer. */
const keptIn = (before: Record<string, unknown>) => {
  const kept = new Set(before.edited as string[])
  if (before.referrer !== null) kept.add("referrer")
  return (name: string): boolean => kept.has(name)
}

type Attributes = Record<string, AttributeValue | null>

/** What was forgotten leaves no trace. */
const without = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))

function refuseUnfit(given: Attributes, defined: Awaited<ReturnType<ReadAttributes>>): void {
  const byKey = new Map(defined.map((one) => [one.key, one]))
  const problems = Object.entries(given).flatMap(([key, value]) => {
    const path = `attributes.${key}`
    const attribute = byKey.get(key)
    if (!attribute) return [refuseAttribute("attribute/unknown", path, { key })]
    return value === null ? [] : (whyUnfit(attribute, value, path) ?? [])
  })
  if (problems.length > 0) throw new Refused(problems)
}

function refuseUnborn({ birthday, relations = [] }: ProfileChange, last: string): void {
  const said = [
    { path: "birthday", day: birthday },
    ...relations.map((one, i) => ({ path: `relations.${i}.birthday`, day: one.birthday })),
  ]
  const problems = said.flatMap(({ path, day }) =>
    day && day > last ? [refuse("profile/birthday", path)] : [],
  )
  if (problems.length > 0) throw new Refused(problems)
}
