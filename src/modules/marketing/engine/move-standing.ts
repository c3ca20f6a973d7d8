import type { Landing } from "../../../core/canvas/moving"
import type { Registry } from "../../../extension/registry"
import type { Sql } from "../database"
import type { Drawing } from "./drawing"
import { place, waysBetween } from "./placing"
import { endEnrollments } from "./store/enrollments"
import {
  holdStanding,
  nodesThatGave,
  type PassedNode,
  type Placed,
  passedNodes,
  placeAnew,
  type Standing,
  takeOut,
} from "./store/moving"
import { writeTrail } from "./store/trail"

export type MoveBatch = {
  plan_no: number
  from: number
  to: number
  /** The two versions, drawn. */
  old: Drawing
  next: Drawing
  landings: ReadonlyMap<string, Landing>
  /** Goes on behind this enrollment. */
  after: number
  limit: number
}
export type Moved = { moved: number; left: number; last: number | null }

const REASON = "moved"
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Takes the next people of a version over to another, in the caller's transaction. Who stays at her card keeps her visit: when she
 * came, what it remembers, when she is due; where its settings are others she is asked at once. Who comes to another card has just come
 * to it. Who is not due yet (her batch, her own clock) keeps her time.
 *
 * Nothing is given twice: a visit's key is never used again, and a card that gave somebody something is passed by where only
 * the new version leads her to it once more. Answers null for `last` when there was nobody.
 */
export const moveStanding =
  ({ registry }: { registry: Registry }) =>
  async (
    tx: Sql,
    { plan_no, from, to, old, next, landings, after, limit }: MoveBatch,
    now: Date,
  ): Promise<Moved> => {
    const standing = await holdStanding(tx, { plan_no, version: from, after, limit })
    if (standing.length === 0) return { moved: 0, left: 0, last: null }
    const waysOf = waysBetween(old, next, registry)
    const behindThem = await passedNodes(
      tx,
      standing.map(({ enrollment_id }) => enrollment_id),
    )
    const log = behind(behindThem)
    const gave = await nodesThatGave(tx, standing, [...behindThem, ...standing])

    const doing = ({ node }: Standing) => landings.get(node)?.do ?? "stay"
    const leaving = standing.filter((one) => doing(one) === "leave")
    const placed = standing.flatMap((one): Placed[] => {
      // A node that nobody can stand at by the drawing: she is parked there, and stays so.
      const landing = landings.get(one.node) ?? { do: "stay", asked: false }
      if (landing.do === "leave") return []
      const passed = log.get(one.enrollment_id) ?? []
      const got = gave.get(one.enrollment_id) ?? NOTHING
      return [place(one, landing, { waysOf, passed, gave: got, ways: next.ways, now })]
    })
    await placeAnew(tx, to, placed)
    await takeOut(
      tx,
      leaving.map((one) => one.enrollment_id),
    )
    await endEnrollments(
      tx,
      leaving.map(({ enrollment_id, node }) => ({
        enrollment_id,
        state: "left",
        reason: reasonAt(landings, node),
      })),
      now,
    )
    const gone = standing.filter((one) => doing(one) !== "stay")
    await writeTrail(
      tx,
      gone.map((one) => ({ step: one, trail: [leftBehind(one, reasonAt(landings, one.node))] })),
      now,
    )
    return { moved: placed.length, left: leaving.length, last: standing.at(-1)!.enrollment_id }
  }

export type MoveStanding = ReturnType<typeof moveStanding>

const reasonAt = (landings: ReadonlyMap<string, Landing>, node: string): string => {
  const landing = landings.get(node)
  return landing?.do === "leave" ? landing.reason : REASON
}

const leftBehind = ({ node, visit, hops, arrived_at }: Standing, reason: string) => ({
  node,
  visit,
  hop: hops,
  port: null,
  reason,
  arrived_at,
})

function behind(passed: PassedNode[]): Map<number, PassedNode[]> {
  const people = new Map<number, PassedNode[]>()
  for (const one of passed) {
    const known = people.get(one.enrollment_id)
    if (known) known.push(one)
    else people.set(one.enrollment_id, [one])
  }
  return people
}
