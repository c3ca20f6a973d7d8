import type { AttributeType } from "../../../core/profile/attribute-type"
import type { Labels } from "../../../extension/labels"
import type { Sql } from "../database"
import type { NoteChanges } from "./note-changes"

export type DefineAttributes = ReturnType<typeof defineAttributes>

/**
 * Says what custom attributes of profiles hold, so that rules can use them (`profile.attributes.<key>`). One that holds
 * different types in two imports becomes text, unless a merchant said what it holds. Joins the caller's transaction.
 */
export const defineAttributes =
  ({ noteChanges }: { noteChanges: NoteChanges }) =>
  async (
    tx: Sql,
    attributes: { key: string; type: AttributeType; label?: Partial<Labels> }[],
  ): Promise<void> => {
    const defined = await tx.rows<{ key: string; type: string; was: string | null }>(
      `insert into marketing_attribute as a (key, type, label)
       select key, type, coalesce(label, '{}') from jsonb_to_recordset($1) as x(key text, type text, label jsonb) order by key
       on conflict (key) do update
         set type = case when a.defined or a.type = excluded.type then a.type else 'text' end, label = a.label || excluded.label
       returning key, type, (select old.type from marketing_attribute old where old.key = a.key) as was`,
      [JSON.stringify(attributes)],
    )
    // A value of another type is another value, of everybody who has one.
    for (const { key, type, was } of defined)
      if (type !== was) await noteChanges(tx, "anybody", `attribute:${key}`)
  }
