import { type ImportKind, type Mapping, TARGETS } from "../../src/core/import/columns"

/** The mapping's key of a value that holds for every line. */
export const valueKey = (target: string): string => `=${target}`

/** Groups of which neither a column of the file nor a value for every line gives at least one. */
export function missingIn(kind: ImportKind, mapping: Mapping): string[][] {
  const given = new Set(
    Object.entries(mapping).flatMap(([key, meaning]) => {
      if ("to" in meaning) return meaning.to
      return meaning.value.trim() ? key.replace(/^=/, "") : []
    }),
  )
  return TARGETS[kind].needs.filter((group) => !group.some((name) => given.has(name)))
}

/** What is sent: a value that was begun and left empty is none. */
export const withoutEmptyValues = (mapping: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(mapping).flatMap(([key, meaning]): [string, Mapping[string]][] => {
      if ("to" in meaning) return [[key, meaning]]
      const value = meaning.value.trim()
      return value ? [[key, { value }]] : []
    }),
  )

/** A column mapped to a target takes the place of a value for every line, so that no target is given twice. */
export function mapColumn(mapping: Mapping, column: string, target: string | null): Mapping {
  const next = { ...mapping }
  if (target === null) delete next[column]
  else {
    next[column] = { to: target }
    delete next[valueKey(target)]
  }
  return next
}
