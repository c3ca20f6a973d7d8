import { fields } from "../../fields"
import { asMeant } from "./as-meant"
import type { Rule } from "./schema"

const known = new Map(fields.map((field) => [field.id, field]))
const meant = (rule: Rule) =>
  asMeant(
    rule,
    (id) => known.get(id),
    (_, id) => id.startsWith("gone"),
  )
const bought = (where: object): Rule => ({ did: "purchase", where }) as Rule
const channel = (op: string, value: unknown): Rule => ({ fact: "orders.last_channel", op, value })

describe("a rule that names what was deleted (A6)", () => {
  it.each<[Rule, Rule]>([
    [bought({ variant_id: "gone_1" }), bought({ variant_id: { in: [] } })],
    [bought({ variant_id: { in: ["gone_1", "var_1"] } }), bought({ variant_id: { in: ["var_1"] } })],
    [bought({ variant_id: { is: "gone_1", in: ["var_1"] } }), bought({ variant_id: { in: [] } })],
    [channel("is", "gone_1"), channel("in", [])],
    [channel("in", ["sc_1", "gone_1"]), channel("in", ["sc_1"])],
    [
      { did: "seen", then: { did: "order_placed", where: { sales_channel_id: "gone_1" } } },
      { did: "seen", then: { did: "order_placed", where: { sales_channel_id: { in: [] } } } },
    ],
    [
      { not: { any: [channel("is", "gone_1"), { all: [bought({ variant_id: "gone_2" })] }] } },
      { not: { any: [channel("in", []), { all: [bought({ variant_id: { in: [] } })] }] } },
    ],
  ])("means nobody by it: %j", (given, expected) => expect(meant(given)).toEqual(expected))

  it.each<Rule>([
    bought({ variant_id: { is_not: "gone_1" } }),
    bought({ variant_id: { not_in: ["gone_1"] }, source: "gone_by_name" }),
    channel("not_in", ["gone_1"]),
    channel("known", undefined),
    { fact: "profile.city", op: "is", value: "gone_town" },
    { in_segment: "gone_1" },
    { all: [] },
  ])("is as it was where it excludes it, or names other things: %j", (rule) =>
    expect(meant(rule)).toEqual(rule),
  )
})
