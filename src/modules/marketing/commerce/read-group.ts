import type { Sql } from "../database"

export type CoreGroup = { id: string; name: string; metadata: Record<string, unknown> | null }

const GROUP = "select id, name, metadata from customer_group where deleted_at is null"

/** A customer group of the store; undefined when it was deleted. Read only. */
export const readGroup =
  () =>
  (sql: Sql, id: string): Promise<CoreGroup | undefined> =>
    sql.one<CoreGroup>(`${GROUP} and id = $1`, [id])

/** The customer group of this name; names are unique in the store. Read only. */
export const findGroupNamed =
  () =>
  (sql: Sql, name: string): Promise<CoreGroup | undefined> =>
    sql.one<CoreGroup>(`${GROUP} and name = $1`, [name])

export type ReadGroup = ReturnType<typeof readGroup>
export type FindGroupNamed = ReturnType<typeof findGroupNamed>
