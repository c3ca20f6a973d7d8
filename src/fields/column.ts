import { defineField, type FieldDefinition } from "../extension/field"

/** A field that is one column of the profile. */
export const column = (
  family: string,
  name: string,
  type: FieldDefinition["type"],
  [en, zhCN]: [string, string],
  more: Partial<FieldDefinition> & { column?: string } = {},
): FieldDefinition => {
  const { column: at = name, ...rest } = more
  return defineField({
    id: `${family}.${name}`,
    family,
    label: { en, zhCN },
    type,
    sql: () => `p.${at}`,
    memory: (row) => (row[at] ?? null) as ReturnType<FieldDefinition["memory"]>,
    ...rest,
  })
}
