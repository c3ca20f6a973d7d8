import { checkMapping, type Mapping } from "../../src/core/import/columns"
import { mapColumn, missingIn, withoutEmptyValues } from "./missing-targets"

const grocer = ["household_id", "basket_id", "product_id", "sales_value", "transaction_timestamp"]
const mapping: Mapping = {
  household_id: { to: "customer_id" },
  basket_id: { to: "order_id" },
  product_id: { to: "product" },
  sales_value: { to: "amount" },
  transaction_timestamp: { to: "placed_at" },
}

describe("what a file still lacks (O4)", () => {
  it("a grocer's transactions lack their currency until it is given once for every line", () => {
    expect(missingIn("purchases", mapping)).toEqual([["currency"]])
    const begun = { ...mapping, "=currency": { value: " " } }
    expect(missingIn("purchases", begun)).toEqual([["currency"]])
    const given = withoutEmptyValues({
      ...mapping,
      "=currency": { value: " usd " },
      "=status": { value: "" },
    })
    expect(missingIn("purchases", given)).toEqual([])
    expect(given).toMatchObject({ "=currency": { value: "usd" } })
    expect(checkMapping("purchases", grocer, given)).toEqual([])
  })

  it("a column that is mapped later takes the place of the value", () => {
    const given: Mapping = { ...mapping, "=currency": { value: "usd" } }
    const mapped = mapColumn(given, "coin", "currency")
    expect(mapped).not.toHaveProperty("=currency")
    expect(mapColumn(mapped, "coin", null)).toEqual(mapping)
  })
})
