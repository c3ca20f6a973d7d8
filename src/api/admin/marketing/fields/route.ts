import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { operatorsOf } from "../../../../core/rules/operators"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The fields that rules of this store can use, in the order of the palette, with their operators. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const all = await (await verbs.readCatalogue()).list()
  const missing = await verbs.readMissingSources(all)
  const why = (field: (typeof all)[number]) => field.unavailable ?? missing.get(field.id) ?? null
  const fields = all.map((field) => ({
    id: field.id,
    family: field.family,
    label: field.label,
    explanation: field.explanation ?? null,
    type: field.type,
    unit: field.unit,
    choices: field.choices,
    ids_of: field.ids_of,
    currency: field.currency,
    for_days: field.for_days,
    day: field.day ?? false,
    operators: Object.keys(operatorsOf(field.type)),
    available: why(field) === null,
    unavailable: why(field),
  }))
  res.json(wholeList("fields", fields))
})
