import { Readable } from "node:stream"
import type { Mapping } from "../../src/core/import/columns"
import type { Rule } from "../../src/core/rules/schema"
import { openCompleteJourney } from "../support/complete-journey"
import { createWorld, type World } from "../support/world"

const journey = openCompleteJourney()
const NOW = "2018-01-01T00:00:00Z"
const DAY = 86_400_000
const daysBefore = (days: number) => Date.parse(NOW) - days * DAY

/** What the files say of one household, as a script reads them: nothing of ours has touched it. */
type Household = {
  about: Record<string, string>
  lines: { basket: string; at: number; cents: number; department: string }[]
  campaigns: { id: string; type: string; at: number }[]
  redeemed: { campaign: string; at: number }[]
}
type Lines = Household["lines"]

const baskets = (lines: Lines) => new Set(lines.map((line) => line.basket)).size
const spent = (lines: Lines) => lines.reduce((sum, line) => sum + line.cents, 0)
const inLast = (days: number, { lines }: Household) => lines.filter((line) => line.at > daysBefore(days))
const of = (department: string, lines: Lines) => lines.filter((line) => line.department === department)
const oneOf = (list: string[], text: string | undefined) => text !== undefined && list.includes(text)
const days = (lines: Lines) => new Set(lines.map((line) => new Date(line.at).toISOString().slice(0, 10))).size
const year = (attribute: string, value: string[]): Rule => ({
  fact: `profile.attributes.${attribute}`,
  op: "in",
  value,
})

const WELL_OFF = ["100-124K", "125-149K", "150-174K", "175-199K", "200-249K", "250K+"]
const LARGE = ["4", "5+"]
const usd = { currency: "usd" }

/** What a merchant asks, in our rules, and as a few lines over what the files hold. */
const SEGMENTS: [string, Rule, (household: Household) => boolean][] = [
  ["55 or older", year("age", ["55-64", "65+"]), ({ about }) => oneOf(["55-64", "65+"], about.age)],
  ["earning 100,000 or more", year("income", WELL_OFF), ({ about }) => oneOf(WELL_OFF, about.income)],
  ["of four and more", year("household_size", LARGE), ({ about }) => oneOf(LARGE, about.household_size)],
  [
    "of whom nothing is known but what they bought",
    { fact: "profile.attributes.age", op: "unknown" },
    ({ about }) => about.age === undefined,
  ],
  [
    "with a basket of meat in the last 30 days",
    { did: "purchase", where: { category_id: "MEAT" }, window: { last: { days: 30 } } },
    (household) => of("MEAT", inLast(30, household)).length > 0,
  ],
  [
    "who bought, but never from the deli",
    { all: [{ did: "purchase" }, { did: "purchase", where: { category_id: "DELI" }, count: { eq: 0 } }] },
    ({ lines }) => lines.length > 0 && of("DELI", lines).length === 0,
  ],
  [
    "with 60 dollars in the last 90 days",
    { did: "purchase", amount: { gte: 6_000, ...usd }, window: { last: { days: 90 } } },
    (household) => spent(inLast(90, household)) >= 6_000,
  ],
  [
    "with 20 to 50 dollars of produce in the year",
    {
      did: "purchase",
      where: { category_id: { in: ["PRODUCE"] } },
      amount: { between: [2_000, 5_000], ...usd },
      window: { from: "2017-01-01", to: "2018-01-01" },
    },
    ({ lines }) => {
      const cents = spent(
        of(
          "PRODUCE",
          lines.filter((line) => line.at >= Date.parse("2017-01-01T00:00:00Z")),
        ),
      )
      return cents >= 2_000 && cents <= 5_000
    },
  ],
  [
    "with ten baskets in the fourth quarter, on eight days at least",
    { did: "purchase", count: { gte: 10 }, days: { gte: 8 }, window: { previous: "quarter" } },
    ({ lines }) => {
      const quarter = lines.filter(
        (line) => line.at >= Date.parse("2017-10-01T00:00:00Z") && line.at < Date.parse(NOW),
      )
      return baskets(quarter) >= 10 && days(quarter) >= 8
    },
  ],
  [
    "with baskets of less than 4 dollars on average",
    { did: "purchase", average: { lt: 400, ...usd } },
    ({ lines }) => lines.length > 0 && spent(lines) < 400 * baskets(lines),
  ],
  [
    "in campaign 18",
    { did: "campaign_received", where: { campaign_id: "18" } },
    ({ campaigns }) => campaigns.some(({ id }) => id === "18"),
  ],
  [
    "in a campaign of type A who never brought a coupon back",
    {
      all: [
        { did: "campaign_received", where: { campaign_type: "Type A" } },
        { did: "coupon_redeemed", count: { eq: 0 } },
      ],
    },
    ({ campaigns, redeemed }) => campaigns.some(({ type }) => type === "Type A") && redeemed.length === 0,
  ],
  [
    "who bought within a week of the start of campaign 13",
    {
      did: "campaign_received",
      where: { campaign_id: "13" },
      then: { did: "purchase" },
      within: { days: 7 },
    },
    ({ campaigns, lines }) =>
      campaigns.some(({ id, at }) => id === "13" && lines.some((l) => l.at > at && l.at <= at + 7 * DAY)),
  ],
  [
    "who brought two coupons back and spent 100 dollars",
    {
      all: [
        { did: "coupon_redeemed", count: { gte: 2 } },
        { fact: "purchase.total.usd", op: "gte", value: 10_000 },
      ],
    },
    ({ redeemed, lines }) => redeemed.length >= 2 && spent(lines) >= 10_000,
  ],
  [
    "gone for 60 to 120 days",
    {
      all: [
        { did: "purchase", window: { last: { days: 120 } } },
        { did: "purchase", count: { eq: 0 }, window: { last: { days: 60 } } },
      ],
    },
    (household) => inLast(120, household).length > 0 && inLast(60, household).length === 0,
  ],
  [
    "35 to 54, of three and more or well off, with groceries in the quarter, not in campaign 8",
    {
      all: [
        year("age", ["35-44", "45-54"]),
        { any: [year("household_size", ["3", ...LARGE]), year("income", WELL_OFF)] },
        {
          did: "purchase",
          where: { category_id: "GROCERY" },
          count: { gte: 2 },
          window: { last: { days: 90 } },
        },
        { not: { did: "campaign_received", where: { campaign_id: "8" } } },
      ],
    },
    (household) =>
      oneOf(["35-44", "45-54"], household.about.age) &&
      (oneOf(["3", ...LARGE], household.about.household_size) || oneOf(WELL_OFF, household.about.income)) &&
      baskets(of("GROCERY", inLast(90, household))) >= 2 &&
      !household.campaigns.some(({ id }) => id === "8"),
  ],
]

describe(`segments of a grocer's ${journey.kind} year (A1, A2, A4, A8)`, () => {
  let world: World
  const households = new Map<string, Household>()
  const household = (id: string): Household => {
    const known = households.get(id) ?? { about: {}, lines: [], campaigns: [], redeemed: [] }
    households.set(id, known)
    return known
  }

  const take = async (kind: "customers" | "purchases" | "events", lines: string[], mapping?: Mapping) => {
    const { import: made } = await world.marketing.createImport({
      kind,
      file_name: `${kind}.csv`,
      file: Readable.from([Buffer.from(lines.join("\n"))]),
      source: "grocer",
      mapping,
    })
    while (await world.marketing.runImports());
    const done = await world.marketing.getImport({ import_id: made.id })
    expect(done).toMatchObject({ state: "done", rejected: 0, accepted: lines.length - 1 })
  }

  beforeAll(async () => {
    const departments = new Map(
      journey.rowsOf("products.csv.gz").map((row) => [row.product_id, row.department!]),
    )
    const campaigns = new Map(
      journey.rowsOf("campaign_descriptions.csv.gz").map((row) => [row.campaign_id, row]),
    )
    for (const row of journey.rowsOf("demographics.csv.gz"))
      household(row.household_id!).about = Object.fromEntries(
        Object.entries(row).filter(([, cell]) => cell !== ""),
      )
    for (const row of journey.rowsOf("transactions_sample.csv.gz"))
      household(row.household_id!).lines.push({
        basket: row.basket_id!,
        at: Date.parse(`${row.transaction_timestamp!.replace(" ", "T")}Z`),
        cents: Math.round(Number(row.sales_value) * 100),
        department: departments.get(row.product_id!) ?? "",
      })
    for (const { household_id, campaign_id } of journey.rowsOf("campaigns.csv.gz")) {
      const { campaign_type, start_date } = campaigns.get(campaign_id!)!
      const at = Date.parse(`${start_date}T00:00:00Z`)
      household(household_id!).campaigns.push({ id: campaign_id!, type: campaign_type!, at })
    }
    for (const { household_id, campaign_id, redemption_date } of journey.rowsOf("coupon_redemptions.csv.gz"))
      household(household_id!).redeemed.push({
        campaign: campaign_id!,
        at: Date.parse(`${redemption_date}T00:00:00Z`),
      })

    // The files as the grocer would send them; what stands in two of them is put side by side, as a spreadsheet does.
    world = await createWorld({ start: NOW, options: { timezone: "UTC" } })
    await take("customers", journey.textOf("demographics.csv.gz").split("\n"))
    const [header, ...sales] = journey.textOf("transactions_sample.csv.gz").split("\n")
    await take(
      "purchases",
      [
        `${header},department`,
        ...sales.map((line) => `${line},${departments.get(line.split(",")[3]!.replaceAll('"', "")) ?? ""}`),
      ],
      {
        household_id: { to: "customer_id" },
        basket_id: { to: "order_id" },
        product_id: { to: "product" },
        quantity: { to: "quantity" },
        sales_value: { to: "amount" },
        transaction_timestamp: { to: "placed_at" },
        department: { to: "category" },
        "=currency": { value: "usd" },
      },
    )
    await take(
      "events",
      [
        "campaign_id,household_id,campaign_type,start_date",
        ...journey.rowsOf("campaigns.csv.gz").map(({ campaign_id, household_id }) => {
          const { campaign_type, start_date } = campaigns.get(campaign_id!)!
          return [campaign_id, household_id, campaign_type, start_date].join(",")
        }),
      ],
      {
        household_id: { to: "customer_id" },
        start_date: { to: "at" },
        "=event": { value: "campaign_received" },
      },
    )
    await take("events", journey.textOf("coupon_redemptions.csv.gz").split("\n"), {
      household_id: { to: "customer_id" },
      redemption_date: { to: "at" },
      "=event": { value: "coupon_redeemed" },
    })
    // As PostgreSQL does by itself within a minute of so many new rows.
    await world.database.run("analyze")
  }, 600_000)
  afterAll(async () => {
    await world.end()
    journey.close()
  })

  it.each(SEGMENTS)("households %s are those whom the files name", async (name, rule, belongs) => {
    const expected = [...households].flatMap(([id, one]) => (belongs(one) ? [id] : [])).sort()
    // Neither nobody nor everybody: a question that anything answers would prove nothing.
    expect(expected.length).toBeGreaterThan(5)
    expect(expected.length).toBeLessThan(households.size - 5)
    const preview = await world.marketing.previewRule({ rule })
    expect(preview).toMatchObject({ count: expected.length, total: households.size, exact: true })
    const segment = await world.marketing.saveSegment({ name, rule })
    expect(segment).toMatchObject({ state: "fresh", member_count: expected.length })
    const members = await world.database.rows<{ id: string }>(
      `select p.external_id as id from marketing_segment_member m join marketing_profile p using (pid)
        where m.segment_no = (select no from marketing_segment where id = $1) order by p.external_id collate "C"`,
      [segment.id],
    )
    expect(members.map(({ id }) => id)).toEqual(expected)
  })
})
