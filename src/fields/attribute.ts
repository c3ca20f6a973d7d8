import type { AttributeType } from "../core/profile/attribute-type"
import { isDay } from "../core/time/zone"
import { defineField, type FieldDefinition, type FieldValue } from "../extension/field"
import type { Labels } from "../extension/labels"

export type Attribute = {
  key: string
  type: AttributeType
  label: Partial<Labels>
  /** What may be chosen; null: anything. */
  choices?: string[] | null
}

/**
 * A custom attribute of profiles as a field. Values that are not of the attribute's type (an import wrote "n/a" into a
 * number) are unknown; they never make a rule fail.
 */
export const attributeField = ({ key, type, label, choices }: Attribute): FieldDefinition =>
  defineField({
    id: `profile.attributes.${key}`,
    family: "attributes",
    label: { en: label.en ?? key, zhCN: label.zhCN ?? label.en ?? key },
    type,
    choices: choices?.map((value) => ({ value, label: { en: value, zhCN: value } })),
    // Who has a choice that went keeps it.
    open_choices: true,
    day: type === "date",
    holds: type === "choices" ? ({ bind }) => held(`${bind(key)}::text`, bind) : undefined,
    text_where:
      type === "text" || type === "choice" ? ({ bind }) => textWhere(`${bind(key)}::text`) : undefined,
    sql: ({ bind }) => SQL[type](`${bind(key)}::text`, bind),
    memory: (row) => MEMORY[type](ownValue(row.attributes, key)),
  })

const NUMBER = String.raw`^-?\d{1,15}(\.\d{1,9})?$`
// A day that exists: 31, 30 and 28 days, and 29 February in leap years, from year 1 on.
const DAY = String.raw`^(?!0000)(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$`
// Most days are seen to exist at once; the whole question takes ten times as long.
const PLAIN_DAY = String.raw`^[12]\d\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$`

const value = (key: string) => `(p.attributes -> ${key})`
const text = (key: string) => `(p.attributes ->> ${key})`
const typeOf = (key: string) => `jsonb_typeof(p.attributes -> ${key})`

const textWhere = (key: string) => ({
  text: text(key),
  where: `${typeOf(key)} not in ('object', 'array')`,
})
const plainSql = (key: string) => `case when ${textWhere(key).where} then ${text(key)} end`

const SQL: Record<AttributeType, (key: string, bind: (value: unknown) => string) => string> = {
  text: plainSql,
  choice: plainSql,
  number: (key, bind) =>
    `case ${typeOf(key)} when 'number' then ${value(key)}::numeric
       when 'string' then case when ${text(key)} ~ ${bind(NUMBER)}::text then ${text(key)}::numeric end end`,
  boolean: (key) => `case ${text(key)} when 'true' then true when 'false' then false end`,
  date: (key, bind) => {
    const day = `left(${text(key)}, 10)`
    return `case when ${day} ~ ${bind(PLAIN_DAY)}::text then ${day}::date when ${day} ~ ${bind(DAY)}::text then ${day}::date end`
  },
  choices: (key) =>
    `case when ${typeOf(key)} = 'array' then array(select jsonb_array_elements_text(${value(key)})) when ${typeOf(key)} = 'string' then array[${text(key)}] end`,
}

/**
 * Made into text[], each person's choices would be unpacked row by row: ten times as long as looking into the JSON. An object
 * with such a key is not asked for its kind unless it has it.
 */
const held = (key: string, bind: (value: unknown) => string) => {
  const listed = (test: string) => `coalesce(${test} and ${typeOf(key)} <> 'object', false)`
  const bare = (one: string) => (isBare(one) ? [`${value(key)} @> ${bind(`[${one}]`)}::jsonb`] : [])
  return {
    some: `coalesce(case ${typeOf(key)} when 'array' then jsonb_array_length(${value(key)}) > 0 when 'string' then true end, false)`,
    any: (values: string[]) =>
      listed(`(${[`${value(key)} ?| ${bind(values)}::text[]`, ...values.flatMap(bare)].join(" or ")})`),
    all: (values: string[]) => {
      const texts = values.filter((one) => !isBare(one))
      const each = values.filter(isBare).map((one) => `(${value(key)} ? ${bind(one)}::text or ${bare(one)})`)
      return listed(
        [...(texts.length > 0 ? [`${value(key)} ?& ${bind(texts)}::text[]`] : []), ...each].join(" and "),
      )
    },
  }
}

/** Text of a number, of yes or no: a list may hold these without quotes. */
function isBare(text: string): boolean {
  if (["true", "false", "null"].includes(text)) return true
  return text !== "" && Number.isFinite(Number(text)) && String(Number(text)) === text
}

const plain = (given: unknown): string | null =>
  typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? String(given) : null

const MEMORY: Record<AttributeType, (given: unknown) => FieldValue> = {
  text: plain,
  choice: plain,
  number: (given) =>
    Number.isFinite(given) || (typeof given === "string" && new RegExp(NUMBER).test(given))
      ? Number(given)
      : null,
  boolean: (given) => (plain(given) === "true" ? true : plain(given) === "false" ? false : null),
  date: (given) => {
    const day = (plain(given) ?? "").slice(0, 10)
    return isDay(day) && day >= "0001" ? day : null
  },
  choices: (given) => (Array.isArray(given) ? given.map(String) : typeof given === "string" ? [given] : null),
}

const ownValue = (attributes: unknown, key: string): unknown =>
  typeof attributes === "object" && attributes !== null && Object.hasOwn(attributes, key)
    ? (attributes as Record<string, unknown>)[key]
    : undefined
