import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { operatorsOf } from "../../../../core/rules/operators"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The fields that rules of this store can use, in the order of the palette, with their operators. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const catalogue = await marketingOf(req).verbs.readCatalogue()
  const fields = catalogue.list().map((field) => ({
    id: field.id,
    family: field.family,
    label: field.label,
    explanation: field.explanation ?? null,
    type: field.type,
    unit: field.unit,
    choices: field.choices,
    currency: field.currency,
    day: field.day ?? false,
    operators: Object.keys(operatorsOf(field.type)),
    available: !field.unavailable,
    unavailable: field.unavailable ?? null,
  }))
  res.json(wholeList("fields", fields))
})
