import type { Rule } from "../../src/core/rules/schema"
import { openTown, type Told, type Town } from "../support/people-in-cases"

const bought = (window: object, more: object = {}): Rule => ({ did: "purchase", window, ...more }) as Rule
const last = (op: string, value: unknown): Rule => ({ fact: "purchase.last_at", op, value })
const birthday = (op: string, value: unknown): Rule => ({ fact: "profile.birthday", op, value })
const age = (op: string, value: number): Rule => ({ fact: "profile.age", op, value })
const expires = (op: string, value: unknown): Rule => ({ fact: "profile.membership_expires_at", op, value })
const spent = (currency: string, comparison: object): Rule =>
  ({ did: "purchase", amount: { ...comparison, currency } }) as Rule
const total = (currency: string, op: string, value?: unknown): Rule => ({
  fact: `purchase.total.${currency}`,
  op,
  value,
})

const towns = new Map<string, Promise<Town>>()
const townIn = (zone: string) => {
  const town = towns.get(zone) ?? openTown(zone)
  towns.set(zone, town)
  return town
}
afterAll(async () => {
  for (const town of towns.values()) await (await town).world.end()
})
const everyWay = (names: string[]) => ({ in_sql: names, in_memory: names, in_segment: names })

type Case = [
  title: string,
  zone: string,
  now: string,
  people: Record<string, Told>,
  rule: Rule,
  meant: string[],
]

async function isMeant(zone: string, now: string, people: Record<string, Told>, rule: Rule, meant: string[]) {
  const town = await townIn(zone)
  town.world.clock.set(now)
  const ids: Record<string, string> = {}
  for (const [name, told] of Object.entries(people)) ids[name] = await town.isBorn(told)
  expect(await town.meantBy(rule, ids)).toEqual(everyWay(meant))
}

/** People who bought at these moments, each named after it. */
const buyers = (...moments: string[]): Record<string, Told> =>
  Object.fromEntries(moments.map((at) => [at, { orders: [[at, "10"]] }]))

const TIMES: Case[] = [
  [
    "today begins at midnight of the store, not of UTC",
    "Asia/Kathmandu",
    "2026-06-10T03:00:00Z",
    buyers("2026-06-09T18:14:59Z", "2026-06-09T18:15:00Z", "2026-06-10T02:59:00Z"),
    bought({ this: "day" }),
    ["2026-06-09T18:15:00Z", "2026-06-10T02:59:00Z"],
  ],
  [
    "yesterday had 23 hours when the clocks went forward",
    "Europe/Berlin",
    "2026-03-30T10:00:00Z",
    buyers("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
    bought({ previous: "day" }),
    ["2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"],
  ],
  [
    "yesterday had 25 hours when they went back",
    "Europe/Berlin",
    "2026-10-26T10:00:00Z",
    buyers("2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
    bought({ previous: "day" }),
    ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"],
  ],
  [
    "the last 24 hours are 24 hours, also on such a night, and exact to the second",
    "Europe/Berlin",
    "2026-03-29T12:00:00Z",
    buyers("2026-03-28T12:00:00Z", "2026-03-28T12:00:01Z"),
    bought({ last: { hours: 24 } }),
    ["2026-03-28T12:00:01Z"],
  ],
  [
    "a minute that the clocks skip is the one after the gap",
    "Europe/Berlin",
    "2026-03-30T10:00:00Z",
    buyers("2026-03-29T01:29:59Z", "2026-03-29T01:30:00Z"),
    bought({ from: "2026-03-29T02:30", to: "2026-03-30" }),
    ["2026-03-29T01:30:00Z"],
  ],
  [
    "of an hour that comes twice the first is meant",
    "Europe/Berlin",
    "2026-10-26T10:00:00Z",
    buyers("2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    bought({ from: "2026-10-25T02:30", to: "2026-10-26" }),
    ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
  ],
  [
    "a day without midnight begins at one",
    "America/Sao_Paulo",
    "2018-11-04T15:00:00Z",
    buyers("2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z"),
    bought({ this: "day" }),
    ["2018-11-04T03:00:00Z"],
  ],
  [
    "half an hour of summer time is half an hour",
    "Australia/Lord_Howe",
    "2026-10-05T00:00:00Z",
    buyers("2026-10-03T13:29:59Z", "2026-10-03T13:30:00Z", "2026-10-04T12:59:59Z", "2026-10-04T13:00:00Z"),
    bought({ previous: "day" }),
    ["2026-10-03T13:30:00Z", "2026-10-04T12:59:59Z"],
  ],
  [
    "the week begins on Monday",
    "America/New_York",
    "2026-03-08T20:00:00Z",
    buyers("2026-03-02T04:59:59Z", "2026-03-02T05:00:00Z", "2026-03-08T07:30:00Z"),
    bought({ this: "week" }),
    ["2026-03-02T05:00:00Z", "2026-03-08T07:30:00Z"],
  ],
  [
    "last month ends where this one begins, at the store's turn of the year",
    "Pacific/Auckland",
    "2026-01-01T00:00:00Z",
    buyers("2025-11-30T10:59:59Z", "2025-11-30T11:00:00Z", "2025-12-31T10:59:59Z", "2025-12-31T11:00:00Z"),
    bought({ previous: "month" }),
    ["2025-11-30T11:00:00Z", "2025-12-31T10:59:59Z"],
  ],
  [
    "on a day means on the store's calendar",
    "America/Los_Angeles",
    "2026-07-10T12:00:00Z",
    buyers("2026-07-04T06:59:59Z", "2026-07-04T07:00:00Z", "2026-07-05T06:59:59Z", "2026-07-05T07:00:00Z"),
    last("on", "2026-07-04"),
    ["2026-07-04T07:00:00Z", "2026-07-05T06:59:59Z"],
  ],
  [
    "from a day to a day includes both of them",
    "Asia/Tokyo",
    "2026-07-10T12:00:00Z",
    buyers("2026-06-30T14:59:59Z", "2026-06-30T15:00:00Z", "2026-07-02T14:59:59Z", "2026-07-02T15:00:00Z"),
    last("between", ["2026-07-01", "2026-07-02"]),
    ["2026-06-30T15:00:00Z", "2026-07-02T14:59:59Z"],
  ],
  [
    "distinct days are counted on the store's calendar",
    "Asia/Tokyo",
    "2026-07-10T12:00:00Z",
    {
      "one day": {
        orders: [
          ["2026-07-01T15:00:00Z", "1"],
          ["2026-07-02T14:00:00Z", "1"],
        ],
      },
      "two days": {
        orders: [
          ["2026-07-02T14:00:00Z", "1"],
          ["2026-07-02T16:00:00Z", "1"],
        ],
      },
    },
    bought({ last: { days: 30 } }, { days: { gte: 2 } }),
    ["two days"],
  ],
]

const born = (...days: string[]): Record<string, Told> =>
  Object.fromEntries(days.map((day) => [day, { about: { birthday: day } }]))

const LEAP_DAYS: Case[] = [
  [
    "who was born on 29 February celebrates on the 28th of other years",
    "Europe/Berlin",
    "2026-02-28T12:00:00Z",
    born("1984-02-28", "1984-02-29", "1984-03-01"),
    birthday("anniversary_within_next", { days: 0 }),
    ["1984-02-28", "1984-02-29"],
  ],
  [
    "and on the 29th of a leap year",
    "Europe/Berlin",
    "2028-02-29T12:00:00Z",
    born("1984-02-28", "1984-02-29", "1984-03-01"),
    birthday("anniversary_within_next", { days: 0 }),
    ["1984-02-29"],
  ],
  [
    "on 28 February of a leap year only the day after",
    "Europe/Berlin",
    "2028-02-28T12:00:00Z",
    born("1984-02-28", "1984-02-29"),
    birthday("anniversary_within_next", { days: 0 }),
    ["1984-02-28"],
  ],
  [
    "2100 is no leap year",
    "Europe/Berlin",
    "2100-02-28T12:00:00Z",
    born("2096-02-29", "2096-03-01"),
    birthday("anniversary_within_next", { days: 0 }),
    ["2096-02-29"],
  ],
  [
    "the coming week goes over the turn of the year",
    "Europe/Berlin",
    "2026-12-28T12:00:00Z",
    born("1990-12-27", "1990-12-28", "1990-12-31", "1990-01-04", "1990-01-05"),
    birthday("anniversary_within_next", { days: 7 }),
    ["1990-12-28", "1990-12-31", "1990-01-04"],
  ],
  [
    "the day is the store's: still the 28th in New York when it is the 1st in Berlin",
    "America/New_York",
    "2026-03-01T03:00:00Z",
    born("1984-02-28", "1984-02-29", "1984-03-01"),
    birthday("anniversary_within_next", { days: 0 }),
    ["1984-02-28", "1984-02-29"],
  ],
  [
    "29 February is in February",
    "Europe/Berlin",
    "2026-03-15T12:00:00Z",
    born("1984-02-29", "1984-03-01"),
    birthday("anniversary_in_month", "previous"),
    ["1984-02-29"],
  ],
  [
    "they turn 18 on the 28th of a common year",
    "Europe/Berlin",
    "2026-02-28T12:00:00Z",
    born("2008-02-28", "2008-02-29", "2008-03-01"),
    age("gte", 18),
    ["2008-02-28", "2008-02-29"],
  ],
  [
    "and not on the 28th of a leap year",
    "Europe/Berlin",
    "2028-02-28T12:00:00Z",
    born("2008-02-28", "2008-02-29"),
    age("gte", 20),
    ["2008-02-28"],
  ],
  [
    "a membership that ends on 29 February runs out within two days of the 27th",
    "Europe/Berlin",
    "2028-02-27T12:00:00Z",
    {
      leap: { about: { membership_expires_at: "2028-02-29" } },
      march: { about: { membership_expires_at: "2028-03-01" } },
      over: { about: { membership_expires_at: "2028-02-26" } },
    },
    expires("within_next", { days: 2 }),
    ["leap"],
  ],
  [
    "a year before 29 February is counted in days",
    "Europe/Berlin",
    "2028-02-29T12:00:00Z",
    buyers("2027-03-01T12:00:00Z", "2027-03-01T12:00:01Z"),
    bought({ last: { days: 365 } }),
    ["2027-03-01T12:00:01Z"],
  ],
]

const MIXED: Record<string, Told> = {
  euros: {
    orders: [
      ["2026-01-05T10:00:00Z", "60"],
      ["2026-01-06T10:00:00Z", "50"],
    ],
  },
  mixed: {
    orders: [
      ["2026-01-05T10:00:00Z", "60"],
      ["2026-01-06T10:00:00Z", "50", "usd"],
    ],
  },
  dollars: { orders: [["2026-01-05T10:00:00Z", "110", "usd"]] },
  yen: { orders: [["2026-01-05T10:00:00Z", "11000", "jpy"]] },
  returned: { orders: [["2026-01-05T10:00:00Z", "110", "eur", "60"]] },
  nobody: {},
}
const CURRENCIES: [string, Rule, string[]][] = [
  ["100 euros are never made of euros and dollars", spent("eur", { gte: 10_000 }), ["euros"]],
  ["nor 100 dollars", spent("usd", { gte: 10_000 }), ["dollars"]],
  ["yen have no cents", spent("jpy", { eq: 11_000 }), ["yen"]],
  ["in a currency nobody paid in everybody spent nothing", spent("gbp", { eq: 0 }), Object.keys(MIXED)],
  ["what came back is not spent", spent("eur", { between: [5_000, 6_000] }), ["mixed", "returned"]],
  [
    "less than 100 euros spent who paid in dollars, and who never bought",
    { not: spent("eur", { gte: 10_000 }) },
    ["mixed", "dollars", "yen", "returned", "nobody"],
  ],
  [
    "an average is of the orders in its currency",
    { did: "purchase", average: { gte: 6_000, currency: "eur" } } as Rule,
    ["mixed"],
  ],
  [
    "of no order in it there is no average, large or small",
    { did: "purchase", average: { lt: 1_000_000, currency: "usd" } } as Rule,
    ["mixed", "dollars"],
  ],
  ["as a field it is the same", total("eur", "gte", 10_000), ["euros"]],
  ["in total, nothing is known to be nothing", total("usd", "eq", 0), ["euros", "yen", "returned", "nobody"]],
  [
    "how often one bought does not ask for the currency",
    { did: "purchase", count: { gte: 2 } },
    ["euros", "mixed"],
  ],
  [
    "unless it is asked for",
    { did: "purchase", where: { currency: "usd" }, count: { gte: 1 } },
    ["mixed", "dollars"],
  ],
]

type Life = (town: Town) => Promise<Record<string, string>>
const JAN = "2026-01-05T10:00:00Z"
const LATER = "2026-01-20T10:00:00Z"
const mail = (email: string, has_account: boolean) => ({ email, has_account })

const twoOfOneMail =
  (email: string): Life =>
  async ({ isBorn }) => ({
    guest: await isBorn({ orders: [[JAN, "10"]] }, mail(email, false)),
    account: await isBorn({ orders: [[LATER, "20"]] }, mail(email, true)),
  })

const claimed =
  (email: string): Life =>
  async ({ world, isBorn, buys }) => {
    const guest = await isBorn({}, mail(email, false))
    const { order_id } = await buys(guest, JAN, "10")
    const account = await isBorn({ orders: [[LATER, "20"]] }, mail(email, true))
    await world.database.run(`update "order" set customer_id = $2 where id = $1`, [order_id, account])
    await world.marketing.syncOrders([order_id])
    return { guest, account }
  }

const leave = async ({ world }: Town, customer_id: string, at: string | null) => {
  await world.database.run("update customer set deleted_at = $2 where id = $1", [customer_id, at])
  await world.marketing.syncCustomers([customer_id])
}
const merged =
  (email: string): Life =>
  async (town) => {
    const people = await claimed(email)(town)
    await leave(town, people.guest!, LATER)
    return people
  }
const madeAgain =
  (email: string): Life =>
  async (town) => {
    const before = await town.isBorn({ orders: [[JAN, "10"]] }, mail(email, true))
    await leave(town, before, LATER)
    return { before, again: await town.isBorn({}, mail(email, true)) }
  }
const restored =
  (email: string): Life =>
  async (town) => {
    const back = await town.isBorn({ orders: [[JAN, "10"]] }, mail(email, true))
    await leave(town, back, LATER)
    await leave(town, back, null)
    return { back }
  }

const twice: Rule = { did: "purchase", count: { gte: 2 } }
const never: Rule = { did: "purchase", count: { eq: 0 } }
const account: Rule = { fact: "profile.has_account", op: "is", value: true }
const mailIs = (value: string): Rule => ({ fact: "profile.email", op: "is", value })

const PEOPLE: [string, Life, Rule, string[]][] = [
  ["a guest and an account with one e-mail are two people", twoOfOneMail("a@x.test"), twice, []],
  ["both are found by it", twoOfOneMail("b@x.test"), mailIs("b@x.test"), ["guest", "account"]],
  ["in small letters or large ones", twoOfOneMail("m@x.test"), mailIs("M@X.Test"), ["guest", "account"]],
  ["one of them has an account", twoOfOneMail("c@x.test"), account, ["account"]],
  ["each bought for their own", twoOfOneMail("d@x.test"), total("eur", "gte", 2000), ["account"]],
  ["orders that an account claims are its own", claimed("e@x.test"), twice, ["account"]],
  ["and no longer the guest's", claimed("f@x.test"), never, ["guest"]],
  ["when the guest is gone, one person is left", merged("g@x.test"), mailIs("g@x.test"), ["account"]],
  ["with everything that both bought", merged("h@x.test"), total("eur", "eq", 3000), ["account"]],
  ["who was deleted is meant by nothing, not even by not", merged("i@x.test"), { not: twice }, []],
  ["who registers again is somebody else", madeAgain("j@x.test"), never, ["again"]],
  ["and found by the e-mail alone", madeAgain("k@x.test"), mailIs("k@x.test"), ["again"]],
  ["who comes back has bought what they bought", restored("l@x.test"), { did: "purchase" }, ["back"]],
]

const ordered = (at: string, paid: string | null = at): Told => ({
  orders: [[at, "10", "eur", undefined, paid]],
})
const awaiting = (followed: object): Rule => ({ did: "order_placed", ...followed }) as Rule
const ORDERED = {
  "paid at once": ordered("2026-06-09T10:00:00Z"),
  "paid within the hour": ordered("2026-06-09T10:00:00Z", "2026-06-09T10:05:00Z"),
  "paid the day after": ordered("2026-06-09T10:00:00Z", "2026-06-10T10:00:00Z"),
  unpaid: ordered("2026-06-09T10:00:00Z", null),
}
const SEQUENCES: Case[] = [
  [
    "an order is paid when its money came, not when it was placed",
    "UTC",
    "2026-06-12T00:00:00Z",
    ORDERED,
    awaiting({ then: { did: "purchase" }, within: { hours: 2 } }),
    ["paid at once", "paid within the hour"],
  ],
  [
    "not paid within two hours: paid later or never",
    "UTC",
    "2026-06-12T00:00:00Z",
    ORDERED,
    awaiting({ not_then: { did: "purchase" }, within: { hours: 2 } }),
    ["paid the day after", "unpaid"],
  ],
  [
    "bought and bought again: one purchase that was paid later is not two",
    "UTC",
    "2026-06-12T00:00:00Z",
    ORDERED,
    { did: "purchase", then: { did: "purchase" } },
    [],
  ],
]

const tag = (op: string, value?: string[]): Rule => ({ fact: "profile.tags", op, value })
const TAGGED = { none: {}, vip: { about: { tags: ["vip"] } }, both: { about: { tags: ["vip", "new"] } } }
const SETS: Case[] = [
  ["any tag at all", "UTC", "2026-06-12T00:00:00Z", TAGGED, tag("known"), ["vip", "both"]],
  ["no tag at all", "UTC", "2026-06-12T00:00:00Z", TAGGED, tag("unknown"), ["none"]],
  [
    "not that tag: also who has none",
    "UTC",
    "2026-06-12T00:00:00Z",
    TAGGED,
    tag("has_none", ["new"]),
    ["none", "vip"],
  ],
  [
    "no child: also who has nobody",
    "UTC",
    "2026-06-12T00:00:00Z",
    TAGGED,
    { fact: "relation.kinds", op: "has_none", value: ["child"] },
    ["none", "vip", "both"],
  ],
]

describe("who is meant, case by case (A6, A8)", () => {
  it.each(TIMES)("time: %s", (_, ...one) => isMeant(...one))
  it.each(SEQUENCES)("one after the other: %s", (_, ...one) => isMeant(...one))
  it.each(SETS)("sets: %s", (_, ...one) => isMeant(...one))
  it.each(LEAP_DAYS)("leap days: %s", (_, ...one) => isMeant(...one))
  it.each(CURRENCIES)("currencies: %s", (_, rule, meant) =>
    isMeant("UTC", "2026-02-01T00:00:00Z", MIXED, rule, meant),
  )
  it.each(PEOPLE)("people: %s", async (_, life, rule, meant) => {
    const town = await townIn("UTC")
    town.world.clock.set("2026-02-01T00:00:00Z")
    expect(await town.meantBy(rule, await life(town))).toEqual(everyWay(meant))
  })

  it("money of all currencies together is refused while the store keeps no rates", async () => {
    const { world } = await townIn("UTC")
    const { problems } = await world.marketing.checkRule({ rule: spent("store", { gte: 1 }) })
    expect(problems).toMatchObject([{ code: "rule/rates", path: "amount.currency" }])
  })

  it("two questions about one quantity are asked together", async () => {
    const { world, isBorn, meantBy } = await townIn("UTC")
    const people = { three: await isBorn({}), nothing: await isBorn({}) }
    await world.database.run(
      `insert into marketing_event (at, key, name, pid, props)
       select '2026-01-05', 'two-questions', 'packed', pid, '{"quantity": 3}' from marketing_profile where customer_id = $1`,
      [people.three],
    )
    const rule: Rule = { did: "packed", quantity: { eq: 3 }, min: { of: "quantity", gt: 2 } }
    expect(await meantBy(rule, people)).toEqual(everyWay(["three"]))
  })
})
