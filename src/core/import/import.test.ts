import { checkHeader, checkMapping, lineReader, suggestMapping } from "./columns"
import { instantOf } from "./moments"
import { readCustomer } from "./read-customer"
import { readEvent } from "./read-event"
import { readPurchase } from "./read-purchase"
import { looksLikeDate, readAttribute } from "./values"

const reading = { zone: "UTC", now: new Date("2026-03-02T09:00:00Z") }
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
    expect(
      codes(checkMapping("customers", ["a", "b"], { a: { to: "email" }, b: { to: "attributes.__proto__" } })),
    ).toEqual(["import/unknown-target"])
  })

  it("refuses a header that is empty, doubled or endless", () => {
    expect(codes(checkHeader([""]))).toEqual(["import/empty-header"])
    expect(codes(checkHeader(["a", "b", "a"]))).toEqual(["import/doubled-column"])
    expect(codes(checkHeader(["a", "x".repeat(201)]))).toEqual(["import/long-column"])
    expect(codes(checkHeader(Array.from({ length: 1000 }, (_, i) => `c${i}`)))).toEqual([
      "import/too-many-columns",
    ])
  })

  it("takes the columns without a name that a spreadsheet leaves behind", () => {
    const columns = ["id", "", ""]
    expect(checkHeader(columns)).toEqual([])
    const read = lineReader("customers", columns, { id: { to: "customer_id" } }, "attributes")
    expect(read(["7", "", ""])).toEqual({ known: { customer_id: "7" }, extra: {} })
    expect(read(["7", "", "x"])).toEqual({ known: { customer_id: "7" }, extra: { column_3: "x" } })
  })

  it("keeps unknown columns as attributes, or leaves them out when asked", () => {
    const mapping = { id: { to: "customer_id" }, "=currency": { value: "eur" } }
    expect(
      lineReader("customers", ["id", "Income Band", "empty"], mapping, "attributes")(["7", " 50K ", ""]),
    ).toEqual({
      known: { customer_id: "7", currency: "eur" },
      extra: { income_band: "50K" },
    })
    expect(lineReader("customers", ["id", "Income"], mapping, "ignore")(["7", "50K"]).extra).toEqual({})
  })

  it("keeps a column under no key that JavaScript keeps for itself", () => {
    const read = lineReader("customers", ["id", "Constructor"], { id: { to: "customer_id" } }, "attributes")
    expect(read(["7", "Lego"]).extra).toEqual({ constructor_2: "Lego" })
  })

  it("keeps every column apart, in the letters of any language", () => {
    const columns = ["id", "年龄", "收入", "Umsatz 2024", "Umsatz-2024", "", "Größe", "उम्र"]
    const mapping = { id: { to: "customer_id" } }
    const read = lineReader("customers", columns, mapping, "attributes")
    expect(read(["7", "40", "9", "1", "2", "3", "4", "5"]).extra).toEqual({
      年龄: "40",
      收入: "9",
      umsatz_2024: "1",
      umsatz_2024_2: "2",
      column_6: "3",
      größe: "4",
      उम्र: "5",
    })
    const named = { ...mapping, 年龄: { to: "attributes.umsatz_2024" } }
    expect(lineReader("customers", columns, named, "attributes")(["7", "40", "", "1"]).extra).toEqual({
      umsatz_2024: "40",
      umsatz_2024_2: "1",
    })
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
      readCustomer({ customer_id: "7", email: "A@B.example", gender: "F", tags: "vip; new" }, {}, reading),
    ).toMatchObject({
      external_id: "7",
      email: "a@b.example",
      columns: { gender: "female" },
      tags: ["vip", "new"],
    })
    expect(
      readCustomer(
        { customer_id: "7", tier: "gold", member_since: "2020-02-29", growth_value: "5000" },
        {},
        reading,
      ).columns,
    ).toEqual({ tier: "gold", member_since: "2020-02-29", growth_value: "5000" })
    expect(() => readCustomer({ customer_id: "7", growth_value: "lots" }, {}, reading)).toThrow(
      "is not a whole number",
    )
    expect(() => readCustomer({ customer_id: "1", membership_expires_at: "soon" }, {}, reading)).toThrow(
      "not a day",
    )
    expect(() => readCustomer({ email: "nobody" }, {}, reading)).toThrow('"nobody" is not an e-mail address.')
    expect(() => readCustomer({ customer_id: "1", birthday: "1999-02-30" }, {}, reading)).toThrow("not a day")
    expect(() => readCustomer({}, {}, reading)).toThrow("names nobody")
    expect(() => readCustomer({ customer_id: "1", city: "x".repeat(300) }, {}, reading)).toThrow(
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
    expect(readPurchase(line, reading)).toMatchObject({ amount: 386, currency: "usd" })
    expect(readPurchase({ ...line, amount: "4.440892e-16" }, reading).amount).toBe(0)
    expect(() => readPurchase({ ...line, amount: "-1" }, reading)).toThrow("not an amount")
    expect(() => readPurchase({ ...line, currency: "" }, reading)).toThrow("no currency")
    expect(() => readPurchase({ ...line, quantity: "1.5" }, reading)).toThrow("whole number")
    expect(() => readPurchase({ ...line, status: "maybe" }, reading)).toThrow("none of")
  })

  it.each([
    ["quantity", "1000001", "whole number"],
    ["amount", "1000000000.01", "at most 1000000000.00"],
    ["amount", "90000000000000", "at most"],
    ["placed_at", "9999-12-31 23:59:59-12:00", "not between 1970 and today"],
    ["placed_at", "1969-12-31 23:00", "not between 1970 and today"],
    ["placed_at", "2026-03-03 09:00:01", "not between 1970 and today"],
    ["order_id", "x".repeat(201), "201 characters"],
  ])("refuses a purchase whose %s is %s", (column, text, sentence) => {
    const line = { order_id: "o", customer_id: "1", placed_at: "2026-03-03", product: "p", amount: "1" }
    expect(() => readPurchase({ ...line, currency: "usd", [column]: text }, reading)).toThrow(sentence)
  })

  const bought = (amount: string, currency: string) =>
    readPurchase(
      { order_id: "o", customer_id: "1", placed_at: "2026-03-01", product: "p", amount, currency },
      reading,
    )
  it.each([
    ["12.500", "eur", 1250],
    ["12.499999999999998", "eur", 1250],
    ["1.2345e1", "kwd", 12345],
    ["7.0", "jpy", 7],
  ])("reads %s %s to the last unit of the currency", (amount, currency, minor) => {
    expect(bought(amount, currency).amount).toBe(minor)
  })

  it.each([
    ["1.2345", "kwd", '"1.2345" has more decimals than KWD, which has 3.'],
    ["12.345", "eur", '"12.345" has more decimals than EUR, which has 2.'],
    ["7.5", "jpy", '"7.5" has more decimals than JPY, which has 0.'],
    ["1", "zzz", '"ZZZ" is not a currency of ISO 4217 such as EUR.'],
    ["1", "euro", '"EURO" is not a currency of ISO 4217 such as EUR.'],
  ])("refuses %s %s instead of making it something else", (amount, currency, sentence) => {
    expect(() => bought(amount, currency)).toThrow(sentence)
  })

  it.each(["purchase", "Order_Placed", "refund", "cart_open", "order_paid", "customer_created"])(
    "refuses an event that is named %s as only the store's own are",
    (event) => {
      const line = { customer_id: "1", event, at: "2026-01-01" }
      expect(() => readEvent(line, {}, reading)).toThrow("Only the store's own records have this name")
    },
  )

  it.each(["constructor", "__proto__", "toString"])("knows no choice %s", (gender) => {
    expect(() => readCustomer({ customer_id: "1", gender }, {}, reading)).toThrow("none of")
  })

  it.each(["0000-01-01", "1799-12-31", "2030-01-01"])("refuses %s as a birthday", (birthday) => {
    expect(() => readCustomer({ customer_id: "1", birthday }, {}, reading)).toThrow("not a day")
  })

  it.each([
    ["2026-03-01", true],
    ["2026-03-01 14:30:00", true],
    ["2026-02-30", false],
    ["0000-01-01", false],
    ["20260301", false],
  ])("sees whether %s is a date", (text, is) => {
    expect(looksLikeDate(text)).toBe(is)
  })

  it("reads an event, and wants a currency with an amount", () => {
    const line = { visitor_id: "v", event: "Product_Viewed", at: "2026-01-01T00:00:00Z" }
    expect(readEvent(line, { colour: "red" }, reading)).toMatchObject({
      name: "product_viewed",
      visitor: "v",
      props: { colour: "red" },
    })
    expect(() => readEvent({ ...line, amount: "1" }, {}, reading)).toThrow("needs a currency")
    expect(() => readEvent({ ...line, event: "drop table" }, {}, reading)).toThrow("short name")
  })

  it("takes what a clock that goes ahead says for now: no window of a rule ends in the future", () => {
    const at = (text: string) => readEvent({ visitor_id: "v", event: "hi", at: text }, {}, reading).at
    expect(at("2026-03-02T08:59:59Z")).toEqual(new Date("2026-03-02T08:59:59Z"))
    expect(at("2026-03-02T19:00:00Z")).toEqual(reading.now)
    expect(() => at("2026-03-03T10:00:00Z")).toThrow()
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
