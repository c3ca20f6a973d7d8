import { checkHeader, checkMapping, readLine, suggestMapping } from "./columns"
import { instantOf } from "./moments"
import { readCustomer } from "./read-customer"
import { readEvent } from "./read-event"
import { readPurchase } from "./read-purchase"
import { readAttribute } from "./values"

const codes = (problems: { code: string }[]) => problems.map((p) => p.code)

describe("the columns of an imported file (O4)", () => {
  it("guesses what other systems' names mean, exact names first", () => {
    expect(
      suggestMapping("purchases", [
        "household_id",
        "basket_id",
        "product_id",
        "quantity",
        "sales_value",
        "transaction_timestamp",
      ]),
    ).toEqual({
      household_id: { to: "customer_id" },
      basket_id: { to: "order_id" },
      product_id: { to: "product" },
      quantity: { to: "quantity" },
      sales_value: { to: "amount" },
      transaction_timestamp: { to: "placed_at" },
    })
    expect(suggestMapping("customers", ["User ID", "customer_id"])).toEqual({
      customer_id: { to: "customer_id" },
    })
  })

  it("refuses a file whose columns do not say who, what or when", () => {
    expect(codes(checkMapping("purchases", ["a"], { a: { to: "order_id" } }))).toEqual(
      Array(5).fill("import/missing-column"),
    )
    expect(codes(checkMapping("customers", ["a", "b"], { a: { to: "email" }, b: { to: "email" } }))).toEqual([
      "import/doubled-target",
    ])
    expect(codes(checkMapping("customers", ["a"], { a: { to: "shoe" }, email: { to: "email" } }))).toEqual([
      "import/unknown-target",
      "import/unknown-source",
    ])
    expect(
      checkMapping("customers", ["a", "b"], { a: { to: "email" }, b: { to: "attributes.income" } }),
    ).toEqual([])
  })

  it("refuses a header that is empty, doubled or endless", () => {
    expect(codes(checkHeader([""]))).toEqual(["import/empty-header"])
    expect(codes(checkHeader(["a", "b", "a"]))).toEqual(["import/doubled-column"])
    expect(codes(checkHeader(Array.from({ length: 1000 }, (_, i) => `c${i}`)))).toEqual([
      "import/too-many-columns",
    ])
  })

  it("keeps unknown columns as attributes, or leaves them out when asked", () => {
    const mapping = { id: { to: "customer_id" }, "=currency": { value: "eur" } }
    expect(
      readLine("customers", ["id", "Income Band", "empty"], ["7", " 50K ", ""], mapping, "attributes"),
    ).toEqual({
      known: { customer_id: "7", currency: "eur" },
      extra: { income_band: "50K" },
    })
    expect(readLine("customers", ["id", "Income"], ["7", "50K"], mapping, "ignore").extra).toEqual({})
  })
})

describe("the lines of an imported file (O4)", () => {
  it.each([
    ["2026-03-29 02:30:00", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-03-01T14:30:00+02:00", "UTC", "2026-03-01T12:30:00.000Z"],
    ["2026-03-01 14:30Z", "Asia/Shanghai", "2026-03-01T14:30:00.000Z"],
    ["2026-03-01", "Asia/Shanghai", "2026-02-28T16:00:00.000Z"],
  ])("reads %s in %s", (text, zone, iso) => {
    expect(instantOf(text, zone)?.toISOString()).toBe(iso)
  })

  it.each(["2026-02-30", "01/02/2026", "yesterday", "2026-03-01 25:00", ""])(
    "does not guess at %s",
    (text) => {
      expect(instantOf(text, "UTC")).toBeNull()
    },
  )

  it("reads a person, and says of a bad line which column is wrong", () => {
    expect(
      readCustomer({ customer_id: "7", email: "A@B.example", gender: "F", tags: "vip; new" }, {}, "UTC"),
    ).toMatchObject({
      external_id: "7",
      email: "a@b.example",
      columns: { gender: "female" },
      tags: ["vip", "new"],
    })
    expect(() => readCustomer({ email: "nobody" }, {}, "UTC")).toThrow('"nobody" is not an e-mail address.')
    expect(() => readCustomer({ customer_id: "1", birthday: "1999-02-30" }, {}, "UTC")).toThrow("not a day")
    expect(() => readCustomer({}, {}, "UTC")).toThrow("names nobody")
    expect(() => readCustomer({ customer_id: "1", city: "x".repeat(300) }, {}, "UTC")).toThrow(
      "300 characters",
    )
  })

  it("reads a purchase line exactly to the cent", () => {
    const line = {
      order_id: "o",
      customer_id: "1",
      placed_at: "2026-01-01",
      product: "p",
      amount: "3.86",
      currency: "USD",
    }
    expect(readPurchase(line, "UTC")).toMatchObject({
      amount: 386,
      currency: "usd",
      quantity: 1,
      status: "paid",
    })
    expect(readPurchase({ ...line, amount: "4.440892e-16" }, "UTC").amount).toBe(0)
    expect(() => readPurchase({ ...line, amount: "-1" }, "UTC")).toThrow("not an amount")
    expect(() => readPurchase({ ...line, currency: "" }, "UTC")).toThrow("no currency")
    expect(() => readPurchase({ ...line, quantity: "1.5" }, "UTC")).toThrow("whole number")
    expect(() => readPurchase({ ...line, status: "maybe" }, "UTC")).toThrow("none of")
  })

  it("reads an event, and wants a currency with an amount", () => {
    const line = { visitor_id: "v", event: "Product_Viewed", at: "2026-01-01T00:00:00Z" }
    expect(readEvent(line, { colour: "red" }, "UTC")).toMatchObject({
      name: "product_viewed",
      visitor: "v",
      props: { colour: "red" },
    })
    expect(() => readEvent({ ...line, amount: "1" }, {}, "UTC")).toThrow("needs a currency")
    expect(() => readEvent({ ...line, event: "drop table" }, {}, "UTC")).toThrow("short name")
  })

  it.each([
    ["12", 12],
    ["-3.5", -3.5],
    ["007", "007"],
    ["true", true],
    ["45-54", "45-54"],
    ["12345678901234567890", "12345678901234567890"],
    ["=cmd()", "=cmd()"],
  ])("keeps the attribute %s as %s", (text, value) => {
    expect(readAttribute(text)).toBe(value)
  })
})
