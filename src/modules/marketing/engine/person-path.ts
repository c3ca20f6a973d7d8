import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import {
  type PathCall,
  type PathEffect,
  type PathPerson,
  type PathSend,
  type PathStep,
  readCalls,
  readEffects,
  readEntries,
  readPerson,
  readSends,
  readSteps,
} from "./store/paths"

export type PersonEntry = {
  enrollment_id: number
  run_id: string
  version: number
  /** inside, through, left, held_out */
  state: string
  reason: string | null
  entered_at: Date
  ended_at: Date | null
  /** What let the person in, where it was an event: its name, when, and what it said. */
  event: Record<string, unknown> | null
  /** In the order in which they were passed, the entry first; the last may still be open (`finished_at` null). */
  steps: (PathStep & { effects: PathEffect[]; sends: PathSend[]; calls: PathCall[] })[]
}

/** What happened to one customer in a plan, each time she entered, newest first (C10). Throws Missing. */
export const personPath =
  ({ database }: { database: Database }) =>
  async ({
    plan_id,
    customer_id,
  }: {
    plan_id: string
    customer_id: string
  }): Promise<{ person: PathPerson; entries: PersonEntry[] }> => {
    const person = await readPerson(database, customer_id)
    const entries = await readEntries(database, plan_id, customer_id)
    if (!person || entries.length === 0) throw new Missing("person of this plan", customer_id)
    const ids = entries.map((entry) => entry.enrollment_id)
    const steps = await readSteps(database, ids)
    const effects = byVisit(await readEffects(database, ids))
    const sends = byVisit(await readSends(database, ids))
    const calls = byVisit(await readCalls(database, ids))
    return {
      person,
      entries: entries.map((entry) => ({
        ...entry,
        steps: steps
          .filter((step) => step.enrollment_id === entry.enrollment_id)
          .map((step) => ({ ...step, effects: effects(step), sends: sends(step), calls: calls(step) })),
      })),
    }
  }

export type PersonPath = ReturnType<typeof personPath>

type OfVisit = { enrollment_id: number; node: string; visit: number }

function byVisit<T extends OfVisit>(things: T[]): (of: OfVisit) => T[] {
  const key = ({ enrollment_id, node, visit }: OfVisit) => `${enrollment_id}:${node}:${visit}`
  const sorted = new Map<string, T[]>()
  for (const thing of things) sorted.set(key(thing), [...(sorted.get(key(thing)) ?? []), thing])
  return (of) => sorted.get(key(of)) ?? []
}
