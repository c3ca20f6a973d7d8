import { type Problem, problemsOf } from "../problem"
import { isReserved } from "../profile/attribute"
import { MOST_RELATIONS } from "../profile/relation"

export type ImportKind = "customers" | "purchases" | "events"
export const IMPORT_KINDS: ImportKind[] = ["customers", "purchases", "events"]

/** What a file's column means: one of ours, a custom attribute, nothing, or (with `value`) the same for every line. */
export type Mapping = Record<string, { to: string } | { value: string }>

export type UnknownColumns = "attributes" | "ignore"
/** What becomes of the tags that somebody has: kept, or replaced by those of the same groups (of no group, by those of no group). */
export type TagsMode = "keep" | "overwrite"

/** Our columns of each kind of file. `needs`: at least one of each group must be there. */
export const TARGETS: Record<ImportKind, { columns: string[]; needs: string[][] }> = {
  customers: {
    columns: [
      "customer_id",
      "email",
      "phone",
      "first_name",
      "last_name",
      "company",
      "gender",
      "birthday",
      "language",
      "country",
      "province",
      "city",
      "zone",
      "source",
      "became_customer_at",
      "tier",
      "growth_value",
      "home_store",
      "member_since",
      "membership_expires_at",
      "rep",
      "referrer",
      "tags",
      ...Array.from({ length: MOST_RELATIONS }, (_, i) => i + 1).flatMap((no) => [
        `relation_${no}_kind`,
        `relation_${no}_name`,
        `relation_${no}_birthday`,
      ]),
    ],
    needs: [["customer_id", "email", "phone"]],
  },
  purchases: {
    columns: [
      "order_id",
      "line_id",
      "customer_id",
      "email",
      "placed_at",
      "product",
      "category",
      "quantity",
      "amount",
      "discount",
      "currency",
      "sales_channel",
      "status",
    ],
    needs: [["order_id"], ["customer_id", "email"], ["placed_at"], ["product"], ["amount"], ["currency"]],
  },
  events: {
    columns: [
      "customer_id",
      "email",
      "visitor_id",
      "event",
      "at",
      "product",
      "amount",
      "currency",
      "event_id",
    ],
    needs: [["customer_id", "email", "visitor_id"], ["event"], ["at"]],
  },
}

const refuse = problemsOf({
  "import/missing-column": {
    message: "The file has no column for {names}.",
    hint: "Map one of its columns to it, or give one value for every line.",
  },
  "import/doubled-column": {
    message: 'The column "{column}" stands in the header twice.',
    hint: "Rename one of them.",
  },
  "import/empty-header": {
    message: "The file has no header row.",
    hint: "The first line must name the columns.",
  },
  "import/unknown-target": {
    message: 'There is no column "{target}" to map to.',
    hint: "Choose one of the listed columns.",
  },
  "import/unknown-source": { message: 'The file has no column "{column}".' },
  "import/doubled-target": {
    message: 'Two columns are mapped to "{target}".',
    hint: "Choose one of them.",
  },
  "import/long-column": {
    message: 'The column name "{column}…" has more than {most} characters.',
    hint: "Is the first line the header?",
  },
  "import/too-many-columns": { message: "The file has {count} columns; at most {most}." },
})

/** A file of facts about people needs no more, and a million-column line must not fill the memory. */
export const MOST_COLUMNS = 300
const LONGEST_NAME = 200

/** Names that other systems use for what we call otherwise. */
const ALSO = new Map(
  Object.entries({
    household_id: "customer_id",
    user_id: "customer_id",
    client_id: "customer_id",
    e_mail: "email",
    email_address: "email",
    mail: "email",
    telephone: "phone",
    mobile: "phone",
    firstname: "first_name",
    lastname: "last_name",
    surname: "last_name",
    birth_date: "birthday",
    date_of_birth: "birthday",
    locale: "language",
    member_tier: "tier",
    sales_rep: "rep",
    referred_by: "referrer",
    membership_expiry: "membership_expires_at",
    basket_id: "order_id",
    order: "order_id",
    order_number: "order_id",
    transaction_timestamp: "placed_at",
    order_date: "placed_at",
    ordered_at: "placed_at",
    product_id: "product",
    sku: "product",
    qty: "quantity",
    sales_value: "amount",
    total: "amount",
    line_total: "amount",
    product_category: "category",
    event_name: "event",
    name: "event",
    timestamp: "at",
    time: "at",
    客户_id: "customer_id",
    客户编号: "customer_id",
    邮箱: "email",
    电子邮箱: "email",
    电子邮件: "email",
    手机: "phone",
    手机号: "phone",
    手机号码: "phone",
    电话: "phone",
  }),
)

/** Lower case with underscores, in the letters of any language. */
const simplify = (column: string): string =>
  column
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "")

/**
 * The attribute (or property) that each column becomes when nothing else is said, by its place. Never one for two columns:
 * of "Umsatz 2024" and "Umsatz-2024" the second becomes `umsatz_2024_2`, and a column without a name `column_3`.
 */
export function attributeKeys(columns: string[], mapping: Mapping): string[] {
  const targets = Object.values(mapping).flatMap((meaning) => ("to" in meaning ? meaning.to : []))
  const taken = new Set(targets.filter(isAttribute).map((to) => to.slice("attributes.".length)))
  const isFree = (key: string) => !taken.has(key) && !isReserved(key)
  return columns.map((column, i) => {
    if (Object.hasOwn(mapping, column) && "to" in mapping[column]!) return ""
    const name = simplify(column) || `column_${i + 1}`
    let key = name
    for (let n = 2; !isFree(key); n++) key = `${name}_${n}`
    taken.add(key)
    return key
  })
}

const isAttribute = (target: string): boolean =>
  /^attributes\.[^.]+$/.test(target) && !isReserved(target.slice("attributes.".length))

/** What the columns most likely mean; merchants correct it before anything is written. */
export function suggestMapping(kind: ImportKind, columns: string[]): Mapping {
  const taken = new Set<string>()
  const mapping: Mapping = {}
  for (const exact of [true, false]) {
    for (const column of columns) {
      if (mapping[column]) continue
      const simple = simplify(column)
      const target = exact ? simple : ALSO.get(simple)
      if (!target || taken.has(target) || !TARGETS[kind].columns.includes(target)) continue
      mapping[column] = { to: target }
      taken.add(target)
    }
  }
  return mapping
}

export function checkHeader(columns: string[]): Problem[] {
  if (columns.length === 0 || columns.every((c) => !c.trim()))
    return [refuse("import/empty-header", "line 1")]
  if (columns.length > MOST_COLUMNS)
    return [refuse("import/too-many-columns", "line 1", { count: columns.length, most: MOST_COLUMNS })]
  const long = columns.find((column) => column.length > LONGEST_NAME)
  if (long !== undefined)
    return [refuse("import/long-column", "line 1", { column: long.slice(0, 40), most: LONGEST_NAME })]
  // Spreadsheets leave columns without a name behind; each has its place.
  const doubled = columns.find((c, i) => c !== "" && columns.indexOf(c) !== i)
  return doubled === undefined ? [] : [refuse("import/doubled-column", "line 1", { column: doubled })]
}

/** Keys of `mapping` are columns of the file, or `=name` for a value that holds for every line. */
export function checkMapping(kind: ImportKind, columns: string[], mapping: Mapping): Problem[] {
  const problems: Problem[] = []
  const targets: string[] = []
  for (const [key, meaning] of Object.entries(mapping)) {
    const target = "to" in meaning ? meaning.to : key.replace(/^=/, "")
    if ("to" in meaning && !columns.includes(key))
      problems.push(refuse("import/unknown-source", `mapping.${key}`, { column: key }))
    if (target === "ignore") continue
    if (!(kind === "customers" && isAttribute(target)) && !TARGETS[kind].columns.includes(target))
      problems.push(refuse("import/unknown-target", `mapping.${key}`, { target }))
    if (targets.includes(target)) problems.push(refuse("import/doubled-target", `mapping.${key}`, { target }))
    targets.push(target)
  }
  for (const group of TARGETS[kind].needs) {
    if (!group.some((name) => targets.includes(name)))
      problems.push(refuse("import/missing-column", "mapping", { names: group.join(" or ") }))
  }
  return problems
}

export type LineReader = (cells: string[]) => {
  known: Record<string, string>
  extra: Record<string, string>
}

/** Reads lines under our names: mapped columns, values for every line, and (customers) the rest as attributes, (events) as properties. */
export function lineReader(
  kind: ImportKind,
  columns: string[],
  mapping: Mapping,
  unknown: UnknownColumns,
): LineReader {
  const fixed = Object.entries(mapping).flatMap(([key, meaning]) =>
    "value" in meaning ? [[key.replace(/^=/, ""), meaning.value] as const] : [],
  )
  const keys = attributeKeys(columns, mapping)
  const keepsUnknown = unknown === "attributes" && kind !== "purchases"
  return (cells) => {
    const known: [string, string][] = fixed.map(([name, value]) => [name, value])
    const extra: [string, string][] = []
    columns.forEach((column, i) => {
      const cell = (cells[i] ?? "").trim()
      if (cell === "") return
      const meaning = Object.hasOwn(mapping, column) ? mapping[column] : undefined
      if (meaning && "to" in meaning) {
        if (meaning.to === "ignore") return
        if (isAttribute(meaning.to)) extra.push([meaning.to.slice("attributes.".length), cell])
        else known.push([meaning.to, cell])
      } else if (keepsUnknown) extra.push([keys[i]!, cell])
    })
    return { known: Object.fromEntries(known), extra: Object.fromEntries(extra) }
  }
}
