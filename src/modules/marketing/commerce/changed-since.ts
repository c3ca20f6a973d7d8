import { SUBJECTS, type Subject } from "../../../ingest/hint"
import type { Sql } from "../database"
import { CHANGE_QUERIES } from "./store/changes"
import { hasStoreCredit, STORE_CREDIT_CHANGES } from "./store/store-credit"

/**
 * SQL that answers (source, source_id) of every subject that changed since `$1`, once each, in order. A text, not rows: it may be
 * a million of them, and whoever asks writes them on inside the database.
 */
export const changedSince =
  () =>
  async (sql: Sql): Promise<{ subject: Subject; text: string }[]> => {
    const ofOthers: Partial<Record<Subject, string[]>> = (await hasStoreCredit(sql))
      ? { customer: STORE_CREDIT_CHANGES }
      : {}
    return SUBJECTS.map((subject) => {
      const places = [...CHANGE_QUERIES[subject], ...(ofOthers[subject] ?? [])]
      return {
        subject,
        text: `select distinct '${subject}' as source, changed.id as source_id
               from (${places.join("\n union all\n")}) as changed(id)
              order by 2`,
      }
    })
  }

export type ChangedSince = ReturnType<typeof changedSince>
