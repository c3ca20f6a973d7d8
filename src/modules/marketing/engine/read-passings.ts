import type { Database } from "../database"
import { type Passing, selectPassings } from "./store/passings"
import type { Traveller } from "./traveller"

/** When somebody went on from each of some cards, the last time; without those where they have not been. */
export type Passed = Record<string, Date>

/** By enrollment, from what is written down and from what they did on this walk, which is not. */
export const readPassings =
  ({ database }: { database: Database }) =>
  async (people: Traveller[], nodes: string[], now: Date): Promise<(of: Traveller) => Passed> => {
    const enrollments = people.map(({ step }) => step.enrollment_id)
    const since = new Date(Math.min(...people.map(({ step }) => step.entered_at.getTime())))
    const written = new Map<number, Passing[]>()
    for (const passing of await selectPassings(database, { enrollments, nodes, since })) {
      const others = written.get(passing.enrollment_id)
      if (others) others.push(passing)
      else written.set(passing.enrollment_id, [passing])
    }
    return ({ step, trail }) => ({
      ...Object.fromEntries(written.get(step.enrollment_id)?.map(({ node, at }) => [node, at]) ?? []),
      ...Object.fromEntries(trail.filter(({ node }) => nodes.includes(node)).map(({ node }) => [node, now])),
    })
  }

export type ReadPassings = ReturnType<typeof readPassings>
