import { callSchema, judgeCall } from "./storefront-call"

const now = new Date("2026-03-02T09:00:00Z")
const judge = (events: unknown[], signed_in = false) => judgeCall(events, { now, signed_in })
const view = (rest: object = {}) => ({ type: "track", event: "product_viewed", ...rest })

describe("what a storefront tells (X1)", () => {
  it("is taken event by event: a bad one keeps no good one out, and says where it is wrong", () => {
    const { taken, rejected } = judge([
      view({ properties: { product_id: "prod_1", colour: "red", pieces: 2, gift: true, note: null } }),
      { type: "track" },
      { type: "page", properties: { path: "/shoes" } },
      "nonsense",
      { type: "delete", event: "everything" },
    ])
    expect(taken).toMatchObject([
      {
        index: 0,
        name: "product_viewed",
        product_id: "prod_1",
        at: now,
        props: { product_id: "prod_1", colour: "red", pieces: 2, gift: true },
      },
      { index: 2, name: "page_viewed", props: { path: "/shoes" } },
    ])
    expect(rejected.map(({ index, path, code }) => [index, path, code])).toEqual([
      [1, "events.1.event", "event/invalid"],
      [3, "events.3", "event/invalid"],
      [4, "events.4.type", "event/invalid"],
    ])
  })

  it("happened when it says: a clock ahead is set right, some days offline are believed, more are not (S5)", () => {
    const at = (when: string) => judge([view({ at: when })])
    expect(at("2026-03-01T10:00:00+02:00").taken).toMatchObject([{ at: new Date("2026-03-01T08:00:00Z") }])
    expect(at("2027-01-01T00:00:00Z").taken).toMatchObject([{ at: now }])
    expect(at("2026-02-27T09:00:00Z").taken).toHaveLength(1)
    expect(at("2026-02-27T08:59:59Z").rejected).toMatchObject([
      { code: "event/too-old", path: "events.0.at" },
    ])
    for (const wrong of ["yesterday", "2026-02-30T00:00:00Z", "2026-03-01", 5])
      expect(judge([view({ at: wrong })]).rejected).toMatchObject([{ path: "events.0.at" }])
  })

  it.each([
    "purchase",
    "Order_Placed",
    "refund",
    "cart_open",
    "cart_updated",
    "checkout_started",
    "order_paid",
  ])("is never %s, which only the store's own records say (S4)", (event) => {
    expect(judge([{ type: "track", event }])).toMatchObject({
      taken: [],
      rejected: [{ code: "event/of-store" }],
    })
  })

  it("has amounts that rules can add up, in a currency", () => {
    const money = (properties: object) => judge([view({ properties })])
    expect(money({ amount: 1990, currency: "EUR" }).taken).toMatchObject([{ amount: 1990, currency: "eur" }])
    expect(money({ currency: "eur" }).taken).toMatchObject([{ amount: null, currency: "eur" }])
    for (const wrong of [19.9, "1990", 1e12, true])
      expect(money({ amount: wrong, currency: "eur" }).rejected).toMatchObject([{ code: "event/amount" }])
    expect(money({ amount: 1990 }).rejected).toMatchObject([{ code: "event/amount" }])
    expect(money({ amount: 1990, currency: "pieces" }).rejected).toMatchObject([{ code: "event/amount" }])
  })

  it("says who somebody is only of who is signed in, and only what is theirs to say (S8, S23)", () => {
    const identify = (traits: object) => ({ type: "identify", traits })
    expect(judge([identify({ gender: "female" }), { type: "alias" }]).rejected).toMatchObject([
      { index: 0, code: "event/not-signed-in" },
      { index: 1, code: "event/not-signed-in" },
    ])
    const said = {
      gender: "female",
      birthday: "1984-02-29",
      language: "de",
      referrer: "Eva",
      attributes: { size: 5 },
    }
    expect(judge([identify(said)], true).taken).toMatchObject([{ type: "identify", traits: said }])
    for (const theirs of [
      "tier",
      "rep",
      "home_store",
      "member_since",
      "source",
      "tags",
      "consents",
      "email",
      "customer_id",
    ])
      expect([theirs, judge([identify({ gender: "female", [theirs]: "x" })], true)]).toMatchObject([
        theirs,
        { taken: [], rejected: [{ code: "event/invalid", path: "events.0.traits" }] },
      ])
  })

  it("says so a few times in one call, not a hundred", () => {
    const { taken, rejected } = judge(Array(12).fill({ type: "alias" }), true)
    expect([taken.length, rejected.map(({ code }) => code)]).toEqual([
      10,
      ["event/too-many-words", "event/too-many-words"],
    ])
  })

  const lists = JSON.parse("[".repeat(20_000) + "]".repeat(20_000))
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`)
  it.each([
    ["a name with NUL", { event: "a\0" }],
    ["a property with NUL", { properties: { colour: "red\0" } }],
    ["half a surrogate pair", { properties: { colour: "\ud83e" } }],
    ["a name of SQL", { event: "x'; drop table marketing_event; --" }],
    ["a name of 10,000 letters", { event: "a".repeat(10_000) }],
    ["the prototype as a name", { event: "__proto__" }],
    ["a property named constructor", { properties: { constructor: "x" } }],
    ["nested properties", { properties: { cart: { lines: [1] } } }],
    ["properties nested 5,000 deep", { properties: deep }],
    ["lists nested 20,000 deep in place of its name", { event: lists }],
    ["a list of properties", { properties: ["red"] }],
    [
      "too many properties",
      { properties: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, i])) },
    ],
    ["a very long text", { properties: { note: "x".repeat(1_001) } }],
    ["a number that no sum can hold", { properties: { worth: 1e300 } }],
    ["a part nobody knows", { customer_id: "cus_1" }],
    ["an empty number of its own", { id: "" }],
  ])("is refused with %s", (_, rest) => {
    const { taken, rejected } = judge([view(rest)])
    expect(taken).toEqual([])
    expect(rejected.length).toBeGreaterThan(0)
  })

  it("never reaches a prototype: what is named __proto__ is no property", () => {
    const properties = JSON.parse('{ "__proto__": { "admin": true }, "colour": "red" }')
    const { taken } = judge([view({ properties })])
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
    for (const one of taken) expect(one).toMatchObject({ props: { colour: "red" } })
  })

  it("comes from a visitor whose id nobody can guess, a hundred events at most", () => {
    const call = (visitor_id: unknown, events: unknown[] = [{}]) =>
      callSchema.safeParse({ visitor_id, events }).success
    expect(call("7f2c1a40-9d0b-4a57-9a3e-1d8f5f0c2b11")).toBe(true)
    expect(call(null)).toBe(true)
    for (const wrong of ["1", "x".repeat(101), "7f2c1a40 9d0b 4a57", "visitor'; drop table", 7])
      expect(call(wrong)).toBe(false)
    expect(call(null, [])).toBe(false)
    expect(call(null, Array(100).fill({}))).toBe(true)
    expect(call(null, Array(101).fill({}))).toBe(false)
  })
})
