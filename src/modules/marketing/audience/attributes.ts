import type { z } from "zod"
import { Missing, Refused } from "../../../core/problem"
import {
  type attributeChange,
  isReserved,
  type newAttribute,
  refuseAttribute,
} from "../../../core/profile/attribute"
import type { Attribute } from "../../../fields"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { RecordAudit } from "../plans/record-audit"

export type ReadAttributes = ReturnType<typeof readAttributes>
/** `by_shopper`: shoppers may say it themselves. */
export type DefinedAttribute = Required<Attribute> & { by_shopper: boolean }
type Parts = { database: Database; clock: Clock; recordAudit: RecordAudit }

const COLUMNS = "key, type, label, choices, by_shopper"

/** The custom attributes that profiles can have, by key. */
export const readAttributes =
  ({ database }: Pick<Parts, "database">) =>
  (sql: Sql = database): Promise<DefinedAttribute[]> =>
    sql.rows<DefinedAttribute>(`select ${COLUMNS} from marketing_attribute order by key`)

/** Defines an attribute; from now on files fill it and rules ask for it as what it is. Throws Refused. */
export const createAttribute =
  ({ database, clock, recordAudit }: Parts) =>
  async ({
    key,
    type,
    label = {},
    choices,
    by_shopper = false,
    actor,
  }: z.infer<typeof newAttribute> & { actor: string }): Promise<DefinedAttribute> => {
    if (isReserved(key)) throw new Refused([refuseAttribute("attribute/reserved", "key", { key })])
    const listed = type === "choice" || type === "choices"
    if (listed && !choices) throw new Refused([refuseAttribute("attribute/no-choices", "choices")])
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const made = await tx.one<DefinedAttribute>(
        `insert into marketing_attribute (key, type, label, choices, by_shopper, defined, created_at)
         values ($1, $2, $3, $4, $5, true, $6) on conflict do nothing returning ${COLUMNS}`,
        [key, type, JSON.stringify(label), listed ? [...new Set(choices)] : null, by_shopper, now],
      )
      if (!made) throw new Refused([refuseAttribute("attribute/taken", "key", { key })])
      const detail = { type, choices: made.choices, by_shopper }
      await recordAudit(tx, { actor, entity: "attribute", entity_id: key, action: "created", detail }, now)
      return made
    })
  }

/** What an attribute is called, what may be chosen and whether shoppers may say it; who has a choice that goes keeps it. Throws Missing. */
export const changeAttribute =
  ({ database, clock, recordAudit }: Parts) =>
  async ({
    key,
    label,
    choices,
    by_shopper,
    actor,
  }: z.infer<typeof attributeChange> & { key: string; actor: string }): Promise<DefinedAttribute> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const changed = await tx.one<DefinedAttribute>(
        `update marketing_attribute set label = label || $2, defined = true,
                choices = case when type in ('choice', 'choices') then coalesce($3, choices) end,
                by_shopper = coalesce($4, by_shopper)
          where key = $1 returning ${COLUMNS}`,
        [key, JSON.stringify(label ?? {}), choices ? [...new Set(choices)] : null, by_shopper ?? null],
      )
      if (!changed) throw new Missing("attribute", key)
      const { key: _, type: __, ...detail } = changed
      await recordAudit(tx, { actor, entity: "attribute", entity_id: key, action: "changed", detail }, now)
      return changed
    })
  }
