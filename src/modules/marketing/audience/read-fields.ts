import type { FieldDefinition, FieldValue } from "../../../extension/field"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { collectValues } from "./collect-values"
import type { ReadCatalogue } from "./read-catalogue"

export type ReadFields = ReturnType<typeof readFields>
type Parts = { database: Database; clock: Clock; options: MarketingOptions; readCatalogue: ReadCatalogue }

/** Values of fields for some people, by pid and field id. Unknown fields are null. */
export const readFields =
  ({ database, clock, options, readCatalogue }: Parts) =>
  async ({
    fields,
    pids,
    tx = database,
    now: given,
  }: {
    fields: string[]
    pids: number[]
    tx?: Sql
    now?: Date
  }): Promise<Map<number, Record<string, FieldValue>>> => {
    if (pids.length === 0) return new Map()
    const catalogue = await readCatalogue(tx)
    const now = given ?? (await clock.now())
    const { values, bind } = collectValues([pids])
    const columns = fields.map((id, index) => {
      const field = catalogue.find(id)
      return `${field ? asRead(field, field.sql({ bind, now, zone: options.timezone })) : "null"} as f${index}`
    })
    const rows = await tx.rows<{ pid: number } & Record<string, FieldValue>>(
      `select ${["p.pid", ...columns].join(", ")} from marketing_profile p where p.pid = any($1::int[])`,
      values,
    )
    return new Map(
      rows.map((row) => [row.pid, Object.fromEntries(fields.map((id, i) => [id, row[`f${i}`] ?? null]))]),
    )
  }

/** numeric comes back as text otherwise. */
const asRead = (field: FieldDefinition, sql: string): string =>
  field.each && field.type === "number"
    ? `(${sql})::float8[]`
    : field.type === "number"
      ? `(${sql})::float8`
      : field.type === "money"
        ? `round(${sql})::bigint`
        : `(${sql})`
