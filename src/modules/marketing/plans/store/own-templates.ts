import type { OwnParameter } from "../../../../core/canvas/own-template"
import type { PlanSettings } from "../../../../core/canvas/plan-settings"
import type { Canvas } from "../../../../core/canvas/schema"
import type { Sql } from "../../database"
import type { Plan } from "../plan"

/** A ready plan that a merchant made of a plan of their own. */
export type OwnTemplate = {
  id: string
  name: string
  description: string
  category: Exclude<Plan["category"], "hidden">
  type: Plan["type"]
  settings: PlanSettings
  canvas: Canvas
  parameters: OwnParameter[]
  made_by: string | null
  created_at: Date
}

const COLUMNS = "id, name, description, category, type, settings, canvas, parameters, made_by, created_at"

export const insertOwnTemplate = async (
  tx: Sql,
  given: Omit<OwnTemplate, "created_at">,
  now: Date,
): Promise<OwnTemplate> =>
  (await tx.one<OwnTemplate>(
    `insert into marketing_plan_template
            (id, name, description, category, type, settings, canvas, parameters, made_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) returning ${COLUMNS}`,
    [
      ...[given.id, given.name, given.description, given.category, given.type],
      ...[given.settings, given.canvas, given.parameters].map((value) => JSON.stringify(value)),
      ...[given.made_by, now],
    ],
  ))!

export const updateOwnTemplate = (
  tx: Sql,
  { id, name, description }: Pick<OwnTemplate, "id" | "name" | "description">,
  now: Date,
): Promise<OwnTemplate | undefined> =>
  tx.one<OwnTemplate>(
    `update marketing_plan_template set name = $2, description = $3, updated_at = $4 where id = $1 returning ${COLUMNS}`,
    [id, name, description, now],
  )

/** Answers what it was called. */
export const deleteOwnTemplate = (tx: Sql, id: string): Promise<{ name: string } | undefined> =>
  tx.one("delete from marketing_plan_template where id = $1 returning name", [id])

export const findOwnTemplate = (sql: Sql, id: string): Promise<OwnTemplate | undefined> =>
  sql.one<OwnTemplate>(`select ${COLUMNS} from marketing_plan_template where id = $1`, [id])

export const ownTemplates = (sql: Sql): Promise<OwnTemplate[]> =>
  sql.rows<OwnTemplate>(`select ${COLUMNS} from marketing_plan_template order by lower(name)`)

/** Nobody else makes, renames or takes one away until the transaction is over. */
export const lockOwnTemplates = (tx: Sql): Promise<number> =>
  tx.run("select pg_advisory_xact_lock(hashtext('marketing_plan_template'))")

/** How many there are, and whether another one has this name, in whatever letters. */
export const countOwnTemplates = async (
  tx: Sql,
  name: string,
  but: string,
): Promise<{ count: number; taken: boolean }> =>
  (await tx.one<{ count: number; taken: boolean }>(
    `select count(*) as count, coalesce(bool_or(lower(name) = lower($1) and id <> $2), false) as taken
       from marketing_plan_template`,
    [name, but],
  ))!
