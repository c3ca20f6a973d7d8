import type { FieldDefinition } from "../../../extension/field"
import type { Labels } from "../../../extension/labels"
import type { Clock } from "../clock"
import type { Database } from "../database"

export type ReadMissingSources = ReturnType<typeof readMissingSources>

/** How soon a store that has begun to use something sees it; what was there once stays. */
const LOOK_AGAIN_MS = 30_000

/** Of these fields those whose source is empty in this store, by id, with what to do about it. */
export const readMissingSources = ({ database, clock }: { database: Database; clock: Clock }) => {
  const looked = new Map<string, { there: boolean; at: number }>()
  return async (fields: FieldDefinition[]): Promise<Map<string, Labels>> => {
    const now = (await clock.now()).getTime()
    const isOld = (source: string) => {
      const last = looked.get(source)
      return !last || (!last.there && Math.abs(now - last.at) >= LOOK_AGAIN_MS)
    }
    const asked = [...new Set(fields.flatMap(({ source }) => source?.there ?? []))].filter(isOld)
    if (asked.length > 0) {
      const columns = asked.map((source, i) => `(${source}) as s${i}`)
      const row = (await database.one<Record<string, boolean>>(`select ${columns.join(", ")}`))!
      for (const [i, source] of asked.entries()) looked.set(source, { there: row[`s${i}`] === true, at: now })
    }
    return new Map(
      fields.flatMap(({ id, source }) =>
        source && !looked.get(source.there)!.there ? [[id, source.otherwise] as const] : [],
      ),
    )
  }
}
