import type { Problem } from "../problem"
import { type Misfit, readBy } from "../read-by"
import { isDay } from "../time/zone"
import { attributeKey } from "./attribute"
import type { AttributeType, AttributeValue } from "./attribute-type"
import { profileChange } from "./change"

const ATTRIBUTE = "profile.attributes."
const PROFILE = "profile."
const { relations: _, attributes: __, ...columns } = profileChange.shape

/** What a field's id names: a column of the profile, an attribute of the store's own, or nothing that can be set. */
export function settableOf(field: string): { column: string } | { attribute: string } | null {
  if (field.startsWith(ATTRIBUTE)) {
    const key = field.slice(ATTRIBUTE.length)
    return attributeKey.safeParse(key).success ? { attribute: key } : null
  }
  const column = field.startsWith(PROFILE) ? field.slice(PROFILE.length) : ""
  return Object.hasOwn(columns, column) ? { column } : null
}

/** Why this cannot stand in a column of the profile. */
export const whyUnfitColumn = (
  column: string,
  value: AttributeValue | null,
  path: string,
  refuse: (path: string, misfit: Misfit) => Problem,
): Problem[] =>
  readBy<unknown>(columns[column as keyof typeof columns], asColumn(column, value), path, refuse).problems

/** A form has texts only; the one number among the columns is read from it. */
export const asColumn = (column: string, value: AttributeValue | null): AttributeValue | null =>
  column === "growth_value" && typeof value === "string" ? Number(value) : value

/**
 * What was typed as a value of an attribute's type: "42" is a number, "true" is yes, "a, b" are two choices. Undefined where it
 * is none.
 */
export function asAttribute(type: AttributeType, value: AttributeValue): AttributeValue | undefined {
  switch (type) {
    case "number":
      if (typeof value === "string") return /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : undefined
      return typeof value === "number" ? value : undefined
    case "boolean":
      if (value === "true" || value === "false") return value === "true"
      return typeof value === "boolean" ? value : undefined
    case "choices":
      return typeof value === "string"
        ? value.split(/\s*[,，、]\s*/).filter(Boolean)
        : Array.isArray(value)
          ? value
          : undefined
    case "date":
      return typeof value === "string" && isDay(value) ? value : undefined
    default:
      return Array.isArray(value) ? undefined : String(value)
  }
}
