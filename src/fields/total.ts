import { type Totals, totalsSql } from "../core/rules/totals"
import { defineField, type FieldDefinition } from "../extension/field"

/** A number summed up from rows that not everybody has; of no rows it is 0. */
export const totalField = (
  field: Omit<FieldDefinition, "type" | "sql" | "totals"> & { totals: Totals },
): FieldDefinition =>
  defineField({
    ...field,
    type: "number",
    sql: (context) =>
      `coalesce((select t.value from (${totalsSql(field.totals, context)}) t where t.pid = p.pid), 0)`,
  })
