import { operatorsOf } from "../src/core/rules/operators"
import type { FieldDefinition } from "../src/extension/field"

/** A heading each family, and what it is about. */
const FAMILIES: Record<string, [title: string, about: string]> = {
  profile: ["Profile", "Who somebody is: from the store's customer, the customer's page, files and the API."],
  relation: ["Related persons", "Children, spouse, pets and others, with their birthdays."],
  purchase: ["Purchases", "Paid and not cancelled, less refunds, over a lifetime."],
  orders: ["Orders", "Placed, whether paid or not."],
  cart: ["Cart", "What lies in an open cart now."],
  behaviour: [
    "Behaviour",
    "What the storefront and the messengers told, as it stands. When, how often and in which order is asked of the events.",
  ],
  lifecycle: ["Lifecycle", "Computed at midnight and within seconds of what people do."],
  points: ["Points", "The purse."],
  coupons: ["Coupons", "Which coupon somebody holds is asked by a condition of its own."],
  credit: [
    "Store credit",
    "As the official loyalty plugin keeps it, where it is installed; followed within a minute.",
  ],
  consent: ["Consent", "What somebody said to marketing, by channel."],
  attributes: [
    "Attributes of your own",
    "Defined in Settings → Marketing or brought by a file; one field each.",
  ],
}

const KINDS: Partial<Record<string, string>> = {
  choice: "one of a list",
  choices: "several of a list",
  boolean: "yes or no",
  money: "money",
}

/** The catalogue as Markdown: what `docs/FIELDS.md` holds. */
export function fieldReference(fields: FieldDefinition[]): string {
  const families = [...new Set(fields.map((field) => field.family))]
  return `${[
    HEAD,
    ...families.map((family) =>
      section(
        family,
        fields.filter((one) => one.family === family),
      ),
    ),
  ].join("\n\n")}\n`
}

const HEAD = `# Fields of rules

Made from the catalogue by \`npm run fields\`; a test fails when it is older. Money is asked per currency of the store (here: EUR). How rules are built: [SEGMENTS](SEGMENTS.md).

What somebody's value is unknown for matches nothing but "unknown". Who has nothing of a set has none of what is asked for.`

function section(family: string, fields: FieldDefinition[]): string {
  const [title, about] = FAMILIES[family] ?? [family, ""]
  const rows = fields.map((field) => `| ${cellsOf(field).join(" | ")} |`)
  return [
    `## ${title}`,
    about,
    ["| field | in Chinese | id | kind | asked by |", "| --- | --- | --- | --- | --- |", ...rows].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

function cellsOf(field: FieldDefinition): string[] {
  const { label, explanation, unit, id, type, choices, day } = field
  const kind = type === "date" ? (day ? "day" : "moment") : (KINDS[type] ?? type)
  const of = choices
    ? `: ${choices.map((choice) => choice.label.en).join(", ")}`
    : unit
      ? ` (${unit.en})`
      : ""
  return [
    explanation ? `${label.en}. ${explanation.en}` : label.en,
    label.zhCN ?? "",
    `\`${id}\``,
    `${kind}${of}`,
    Object.keys(operatorsOf(type))
      .map((op) => `\`${op}\``)
      .join(" "),
  ]
}
