import { type Problem, problemsOf } from "../problem"

export type ImportKind = "customers" | "purchases" | "events"
export const IMPORT_KINDS: ImportKind[] = ["customers", "purchases", "events"]

/** What a file's column means: one of ours, a custom attribute, nothing, or (with `value`) the same for every line. */
export type Mapping = Record<string, { to: string } | { value: string }>

export type UnknownColumns = "attributes" | "ignore"

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
      "tags",
    ],
    needs: [["customer_id", "email", "phone"]],
  },
  purchases: {
    columns: [
      "order_id",
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
    message: (v) => `The file has no column for ${v.names}.`,
    hint: "Map one of its columns to it, or give one value for every line.",
  },
  "import/doubled-column": {
    message: (v) => `The column "${v.column}" stands in the header twice.`,
    hint: "Rename one of them.",
  },
  "import/empty-header": {
    message: "The file has no header row.",
    hint: "The first line must name the columns.",
  },
  "import/unknown-target": {
    message: (v) => `There is no column "${v.target}" to map to.`,
    hint: "Choose one of the listed columns.",
  },
  "import/unknown-source": { message: (v) => `The file has no column "${v.column}".` },
  "import/doubled-target": {
    message: (v) => `Two columns are mapped to "${v.target}".`,
    hint: "Choose one of them.",
  },
  "import/too-many-columns": { message: (v) => `The file has ${v.count} columns; at most ${MOST_COLUMNS}.` },
})

/** A file of facts about people needs no more, and a million-column line must not fill the memory. */
export const MOST_COLUMNS = 300

/** Names that other systems use for what we call otherwise. */
const ALSO: Record<string, string> = {
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
}

const simplify = (column: string): string =>
  column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")

/** What the columns most likely mean; merchants correct it before anything is written. */
export function suggestMapping(kind: ImportKind, columns: string[]): Mapping {
  const taken = new Set<string>()
  const mapping: Mapping = {}
  for (const exact of [true, false]) {
    for (const column of columns) {
      if (mapping[column]) continue
      const simple = simplify(column)
      const target = exact ? simple : ALSO[simple]
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
    return [refuse("import/too-many-columns", "line 1", { count: columns.length })]
  const doubled = columns.find((c, i) => columns.indexOf(c) !== i)
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
    const isAttribute = kind === "customers" && /^attributes\.[^.]+$/.test(target)
    if (!isAttribute && !TARGETS[kind].columns.includes(target))
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

/** One line under our names: mapped columns, values for every line, and (customers) the rest as attributes, (events) as properties. */
export function readLine(
  kind: ImportKind,
  columns: string[],
  cells: string[],
  mapping: Mapping,
  unknown: UnknownColumns,
): { known: Record<string, string>; extra: Record<string, string> } {
  const known: Record<string, string> = {}
  const extra: Record<string, string> = {}
  for (const [key, meaning] of Object.entries(mapping))
    if ("value" in meaning) known[key.replace(/^=/, "")] = meaning.value
  columns.forEach((column, i) => {
    const cell = (cells[i] ?? "").trim()
    if (cell === "") return
    const meaning = mapping[column]
    if (meaning && "to" in meaning) {
      if (meaning.to === "ignore") return
      if (meaning.to.startsWith("attributes.")) extra[meaning.to.slice("attributes.".length)] = cell
      else known[meaning.to] = cell
    } else if (unknown === "attributes" && kind !== "purchases") extra[simplify(column)] = cell
  })
  return { known, extra }
}
