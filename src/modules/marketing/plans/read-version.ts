import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas } from "../../../core/canvas/schema"
import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { findVersion } from "./store/versions"

export type PublishedVersion = { settings: PlanSettings; canvas: Canvas }

/** Versions are frozen, so what was read once stays true; this many are kept, the oldest go first. */
const KEPT = 200

/** Settings and canvas of a published version. Throws Missing. */
export const readVersion = ({ database }: { database: Database }) => {
  const kept = new Map<string, PublishedVersion>()
  return async (plan_no: number, version: number): Promise<PublishedVersion> => {
    const key = `${plan_no}:${version}`
    const known = kept.get(key)
    if (known) return known
    const row = await findVersion(database, plan_no, version)
    if (!row) throw new Missing("version", `${version} of plan ${plan_no}`)
    const read = { settings: row.settings, canvas: row.canvas }
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
    kept.set(key, read)
    return read
  }
}

export type ReadVersion = ReturnType<typeof readVersion>
