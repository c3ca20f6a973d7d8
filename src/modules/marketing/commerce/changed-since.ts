import { SUBJECTS, type Subject } from "../../../ingest/hint"
import { CHANGE_QUERIES } from "./store/changes"

/**
 * SQL that answers (source, source_id) of every subject that changed since `$1`, once each, in order. A text, not rows: it may be
 * a million of them, and whoever asks writes them on inside the database.
 */
export const changedSince = () => (): { subject: Subject; text: string }[] =>
  SUBJECTS.map((subject) => ({
    subject,
    text: `select distinct '${subject}' as source, changed.id as source_id
             from (${CHANGE_QUERIES[subject].join("\n union all\n")}) as changed(id)
            order by 2`,
  }))

export type ChangedSince = ReturnType<typeof changedSince>
