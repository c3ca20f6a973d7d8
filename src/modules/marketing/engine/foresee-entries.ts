import { dueInZone } from "../../../core/schedule/wall"
import { isZone } from "../../../core/time/zone"
import type { Door } from "../audience/people-at-doors"
import type { Sql } from "../database"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import type { MarketingOptions } from "../options"
import { combine } from "../people-query"
import type { Drawing } from "./drawing"
import { wallOf } from "./enroll-run"
import { termsOf } from "./let-in"
import { type ForeseenGroup, foreseeGroups } from "./store/foresee-entries"

type Asked = {
  plan: { no: number; id: string; category: string; type: string }
  drawing: Drawing
  doors: Door[]
  /** Of the run that would begin, at this moment. */
  slot: string
  begins: Date
  /** Nobody is kept out: terms and lots are the caller's. */
  everybody?: boolean
}

/** Who would come in, in the order in which they would; `door`: through which of the doors asked about. */
export type ForeseenEntries = {
  audience: number
  held_out: number
  turned_away: Record<string, number>
  pid: Int32Array
  door: Uint16Array
  /** When each would be due, by the batches and their own clocks; milliseconds. */
  due: Float64Array
}

/** A group's place in a number beside a pid: pids are 31 bits, a double holds 53. */
const GROUPS = 2 ** 20

/** Who would come in with a run, who is kept out and why: by the same terms, lots and clocks as when it really begins. */
export const foreseeEntries =
  ({ options, readStoreHoldOut }: { options: MarketingOptions; readStoreHoldOut: ReadStoreHoldOut }) =>
  async (sql: Sql, { plan, drawing, doors, slot, begins, everybody }: Asked): Promise<ForeseenEntries> => {
    const asked = { plan, drawing, doors, begins, everybody }
    const groups = await gather(sql, asked, options.timezone, readStoreHoldOut)
    const all = inOrder(groups)
    const dueOf = dueByGroup(groups, { slot, drawing, begins, zone: options.timezone })
    const { batch } = drawing.settings
    const entered = groups.map(({ refused, held_out }) => refused === null && held_out === null)
    const counted = heads(groups)
    const many = counted.reduce((sum, n, group) => sum + (entered[group] ? n : 0), 0)
    const found: ForeseenEntries = {
      audience: all.length,
      held_out: 0,
      turned_away: {},
      pid: new Int32Array(many),
      door: new Uint16Array(many),
      due: new Float64Array(many),
    }
    groups.forEach(({ refused, held_out }, group) => {
      if (refused) found.turned_away[refused] = (found.turned_away[refused] ?? 0) + counted[group]!
      else if (held_out) found.held_out += counted[group]!
    })
    let next = 0
    for (let n = 0; n < all.length; n++) {
      const group = all[n]! % GROUPS
      if (!entered[group]) continue
      const later = batch ? Math.floor(n / batch.size) * batch.every_minutes * 60_000 : 0
      found.pid[next] = Math.floor(all[n]! / GROUPS)
      found.door[next] = groups[group]!.door
      found.due[next] = dueOf[group]! + later
      next++
    }
    return found
  }

export type ForeseeEntries = ReturnType<typeof foreseeEntries>

async function gather(
  sql: Sql,
  { plan, drawing, doors, begins, everybody = false }: Omit<Asked, "slot">,
  zone: string,
  readStoreHoldOut: ReadStoreHoldOut,
): Promise<ForeseenGroup[]> {
  const people = doors.flatMap(({ people }, door) =>
    people
      ? [{ text: `select pid, ${door} as door from (${people.text}) as p(pid)`, values: people.values }]
      : [],
  )
  if (people.length === 0) return []
  return foreseeGroups(sql, {
    people: combine(people, "union"),
    plan_no: plan.no,
    plan_id: plan.id,
    holdout_percent: everybody ? 0 : drawing.settings.holdout_percent,
    store_percent: everybody ? 0 : (await readStoreHoldOut(sql))(plan.category),
    // A one-time plan meets each person once; what is asked is what it would do if it began now.
    terms:
      !everybody && drawing.settings.entry && plan.type === "recurring"
        ? termsOf(drawing, begins, zone)
        : null,
    now: begins,
  })
}

const heads = (groups: ForeseenGroup[]): number[] =>
  groups.map(({ pids }) => {
    let commas = 0
    for (let at = pids.indexOf(","); at >= 0; at = pids.indexOf(",", at + 1)) commas++
    return commas + 1
  })

/** Everybody by pid, as a run takes them in; each with the group. */
function inOrder(groups: ForeseenGroup[]): Float64Array {
  const many = heads(groups).reduce((sum, n) => sum + n, 0)
  const all = new Float64Array(many)
  let next = 0
  groups.forEach(({ pids }, group) => {
    for (const pid of pids.split(",")) all[next++] = Number(pid) * GROUPS + group
  })
  return all.sort()
}

function dueByGroup(
  groups: ForeseenGroup[],
  { slot, drawing, begins, zone }: { slot: string; drawing: Drawing; begins: Date; zone: string },
): number[] {
  const wall = wallOf({ slot }, drawing)
  if (wall === null) return groups.map(() => begins.getTime())
  const known = new Map<string, number>()
  return groups.map((group) => {
    const own = group.zone !== null && isZone(group.zone) ? group.zone : zone
    const due = known.get(own) ?? dueInZone(wall, own).getTime()
    known.set(own, due)
    return Math.max(begins.getTime(), due)
  })
}
