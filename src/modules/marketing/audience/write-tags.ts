import type { EffectWriter } from "../effects"
import type { NoteChanges } from "./note-changes"

export type WriteTags = ReturnType<typeof writeTags>

/**
 * Adds and takes tags, several effects on one person in their order. Doing it twice changes nothing.
 */
export const writeTags =
  ({ noteChanges }: { noteChanges: NoteChanges }): EffectWriter<"tag"> =>
  async (tx, rows, now) => {
    const wanted = new Map<number, Map<string, boolean>>()
    for (const { pid, effect } of rows) {
      const tags = wanted.get(pid) ?? new Map<string, boolean>()
      for (const tag of effect.add ?? []) tags.set(tag, true)
      for (const tag of effect.remove ?? []) tags.set(tag, false)
      wanted.set(pid, tags)
    }
    const changes = [...wanted].flatMap(([pid, tags]) => [...tags].map(([tag, add]) => ({ pid, tag, add })))
    await tx.run(
      `with change as (
       select pid, coalesce(array_agg(tag) filter (where add), '{}') as added,
              coalesce(array_agg(tag) filter (where not add), '{}') as removed
       from jsonb_to_recordset($1) as c(pid int, tag text, add boolean) group by pid)
     update marketing_profile p
     set tags = (select coalesce(array_agg(distinct tag order by tag), '{}')
                 from unnest(p.tags || change.added) as tag where tag <> all(change.removed)),
         updated_at = $2
     from change where change.pid = p.pid
       and not (p.tags @> change.added and not p.tags && change.removed)`,
      [JSON.stringify(changes), now],
    )
    await noteChanges(tx, [...wanted.keys()])
    return rows.map(({ key }) => ({ key, done: true }))
  }
