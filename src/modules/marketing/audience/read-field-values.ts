import { Missing } from "../../../core/problem"
import { valueOfEach } from "../../../core/rules/field"
import { both } from "../../../core/rules/totals"
import type { FieldDefinition } from "../../../extension/field"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { collectValues } from "./collect-values"
import type { ReadCatalogue } from "./read-catalogue"
import { withLimit } from "./with-limit"

export type ReadFieldValues = ReturnType<typeof readFieldValues>
export type FieldValues = {
  /** The most frequent values of a text, choice or yes-no field with how many customers have each. */
  values: { value: string; count: number }[]
  /** Of a number, an amount (in minor units) or a day (2026-01-31, of the store's calendar): its smallest, middle and largest value. */
  spread: Spread<number> | Spread<string> | null
}
type Spread<T> = { min: T; median: T; max: T }
type Parts = { database: Database; clock: Clock; options: MarketingOptions; readCatalogue: ReadCatalogue }

const MOST = 50
/** It only helps to choose a value: longer than this nobody waits for it, nor should the shop. */
const LIMIT_MS = 3_000
const TOOK_TOO_LONG = "57014"
const NOTHING: FieldValues = { values: [], spread: null }

/** How the values of a field are spread over the customers of this store (A7). Throws Missing for an unknown field. */
export const readFieldValues =
  ({ database, clock, options, readCatalogue }: Parts) =>
  async ({ field: id }: { field: string }): Promise<FieldValues> => {
    const field = (await readCatalogue()).find(id)
    if (!field) throw new Missing("field", id)
    if (field.personal) return NOTHING
    const { values, bind } = collectValues()
    const now = await clock.now()
    const rows = valuesOf(field, { bind, now, zone: options.timezone })
    const spread = spreadSql(field, rows, () => bind(options.timezone))
    try {
      return await withLimit(
        database,
        async (tx) =>
          spread
            ? {
                values: [],
                spread: (await tx.one<NonNullable<FieldValues["spread"]>>(spread, values)) ?? null,
              }
            : { values: await tx.rows<Value>(frequentSql(rows), values), spread: null },
        { limit_ms: LIMIT_MS },
      )
    } catch (error) {
      if ((error as { code?: string }).code === TOOK_TOO_LONG) return NOTHING
      throw error
    }
  }

type Value = FieldValues["values"][number]

/** One row for each value of each customer. */
const valuesOf = (field: FieldDefinition, context: Parameters<FieldDefinition["sql"]>[0]): string =>
  field.each
    ? `select ${field.type === "choices" ? "distinct p.pid, " : ""}${valueOfEach(field.each, context)} as v from ${field.each.from}
         join marketing_profile p on p.pid = ${field.each.pid} where ${both("p.deleted_at is null", field.each.where)}`
    : field.type === "choices"
      ? `select v from marketing_profile p cross join lateral unnest(${field.sql(context)}) as u(v) where p.deleted_at is null`
      : `select (${field.sql(context)}) as v from marketing_profile p where p.deleted_at is null`

const frequentSql = (rows: string): string =>
  `select v::text as value, count(*)::int as count from (${rows}) r where v is not null
   group by v order by count(*) desc, v limit ${MOST}`

/** Null: its values are counted one by one instead. */
function spreadSql({ type, day }: FieldDefinition, rows: string, zone: () => string): string | null {
  if (type === "number" || type === "money") return threeOf("v", "float8", rows)
  if (type !== "date") return null
  return threeOf(day ? "v::date" : `(v at time zone ${zone()}::text)::date`, "text", rows)
}

const threeOf = (value: string, as: string, rows: string): string =>
  `select min(${value})::${as} as min, percentile_disc(0.5) within group (order by ${value})::${as} as median, max(${value})::${as} as max
   from (${rows}) r having count(v) > 0`
