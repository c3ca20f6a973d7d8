import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { Client } from "pg"
import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { planTemplates } from "../../src/plan-templates"
import { segmentTemplates } from "../../src/segment-templates"
import { galleryByHand } from "../support/gallery-by-hand"
import { quietPorts } from "../support/quiet-ports"
import { freshStoreDatabase } from "../support/world"

const root = path.resolve(__dirname, "../..")
const cli = path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
const run = promisify(execFile)

/** Everything that a merchant could count or add up; ids and tokens are drawn anew by Medusa and us. */
const TELLING = `
  select 'events of the kind ' || name as what, count(*)::text as n from marketing_event group by name
  union all select 'the moments of all events', sum(extract(epoch from at))::text from marketing_event
  union all select 'mails ' || state || coalesce(' ' || reason, ''), count(*)::text from marketing_send group by state, reason
  union all select 'mails opened', count(opened_at) || ' ' || sum(extract(epoch from opened_at)) from marketing_send
  union all select 'who got which mail', md5(string_agg(p.customer_id || s.state || coalesce(s.opened_at::text, ''), ',' order by p.customer_id))
              from marketing_send s join marketing_profile p using (pid)
  union all select 'clicks', count(*)::text || ' ' || sum(extract(epoch from at)) from marketing_click
  union all select 'people', md5(string_agg(customer_id || email || source || tags::text || attributes::text || orders, ',' order by customer_id))
              from marketing_profile
  union all select 'money of orders', count(*) || ' ' || sum(total) || ' ' || sum(captured) || ' ' || sum(refunded) from marketing_order
  union all select 'moments of orders', sum(extract(epoch from placed_at))::text from marketing_order
  union all select 'orders of the core', count(*) || ' ' || max(display_id) || ' ' || sum(extract(epoch from created_at)) from "order"
  union all select 'carts', count(*) || ' ' || sum(extract(epoch from created_at)) from cart
  union all select 'coupons ' || state, count(*)::text from marketing_coupon group by state
  union all select 'points', count(*) || ' ' || sum(amount) from marketing_entry
  union all select 'points held', count(*)::text from marketing_hold
  union all select 'conversions', count(*) || ' ' || sum(net) || ' ' || sum(extract(epoch from touched_at)) from marketing_conversion
  union all select 'credit by ' || model, sum(amount)::text from marketing_credit group by model
  union all select 'moves to the stage ' || to_stage, count(*) || ' ' || sum(extract(epoch from at)) from marketing_stage_change group by to_stage
  union all select 'consents', count(*)::text from marketing_consent
  union all select 'who takes part and is ' || state, count(*)::text from marketing_enrollment group by state
  union all select 'in ' || s.name, count(m.pid)::text
              from marketing_segment s left join marketing_segment_member m on m.segment_no = s.no group by s.name
  order by 1`

/** Templates that find nobody in the demo, and why. */
const NOBODY = { sleeping: "The demo's year is the first of the shop: nobody bought before it." }

const now = "2026-11-22T00:00:00.000Z"
const marketingOn = (database: Database) =>
  createMarketing({
    database,
    clock: { now: async () => new Date(now) },
    options: optionsSchema.parse({ secret: "demo-secret" }),
    ports: quietPorts(),
  })

/** Ready plans that would take nobody in at this moment, and why. */
const NOBODY_YET = { welcome: "Nobody became a customer in the demo's last week." }

describe("the demo's store (O1)", () => {
  type Shop = Awaited<ReturnType<typeof freshStoreDatabase>>
  let early: Shop
  let late: Shop

  beforeAll(async () => {
    early = await freshStoreDatabase()
    late = await freshStoreDatabase()
  })
  afterAll(() => Promise.all([early.drop(), late.drop()]))

  const seed = ({ url }: Shop, moment: string) =>
    run(process.execPath, [cli, "exec", "./scripts/seed/demo.ts", moment], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: url, MEDUSA_DISABLE_TELEMETRY: "true" },
      maxBuffer: 64 * 1024 * 1024,
    })
  const ask = async ({ url }: Shop, text: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  it("is the same at whatever hour of a day it is filled, and nobody is called while it is", {
    timeout: 900_000,
  }, async () => {
    const said = [await seed(early, "2026-11-22T00:20:00Z"), await seed(late, "2026-11-22T21:50:00Z")]

    const telling = await ask(early, TELLING)
    expect(telling.length).toBeGreaterThan(25)
    expect(await ask(late, TELLING)).toEqual(telling)
    for (const { stdout, stderr } of said) expect(`${stdout}${stderr}`).not.toMatch(/error|Processing/i)
    expect(await ask(late, "select 1 from marketing_inbox")).toEqual([])
    expect(
      await ask(late, "select name from marketing_event where at > timestamptz '2026-11-22T00:00:00Z'"),
    ).toEqual([])
  })

  it("is as large as the README says, to two digits", async () => {
    const { groups } =
      /\((?<customers>[\d,]+) customers, (?<orders>[\d,]+) orders, (?<products>[\d,]+) products, (?<events>[\d,]+) storefront events/.exec(
        readFileSync(path.join(root, "README.md"), "utf8"),
      )!
    const told = Object.fromEntries(
      Object.entries(groups!).map(([what, text]) => [what, Number(text.replaceAll(",", ""))]),
    )
    const [counted] = await ask(
      early,
      `select (select count(*) from customer)::int as customers, (select count(*) from "order")::int as orders,
              (select count(*) from product)::int as products,
              (select count(*) from marketing_event where not trusted)::int as events`,
    )
    const toTwoDigits = ([what, n]: [string, unknown]) => [what, Number(Number(n).toPrecision(2))]
    expect(told).toEqual(Object.fromEntries(Object.entries(counted).map(toTwoDigits)))
  })

  it("has a year of moves between lifecycle stages, which end where people are today (A13)", async () => {
    expect(
      await ask(
        early,
        `select p.pid from marketing_profile p left join marketing_score s using (pid)
           left join lateral (select to_stage from marketing_stage_change c where c.pid = p.pid order by at desc limit 1) c on true
          where s.stage is distinct from c.to_stage`,
      ),
    ).toEqual([])
    const months = await ask(early, "select distinct date_trunc('month', at) from marketing_stage_change")
    expect(months.length).toBeGreaterThanOrEqual(12)
  })

  it("has somebody for every segment of the gallery, as many as plain SQL counts (A10)", async () => {
    const database = connectDatabase(early.url, { size: 2 })
    try {
      const marketing = marketingOn(database)
      // As the started store does at once.
      while (await marketing.computeScores());
      const ids = (text: string) =>
        database.rows<{ id: string }>(text).then((rows) => rows.map((row) => row.id))
      const [channel] = await ids(
        "select sales_channel_id as id from marketing_order group by 1 order by count(*) desc limit 1",
      )
      const [coupon] = await ids("select id from marketing_coupon_template")
      const byHand = galleryByHand({
        ...{ now, day: "2026-11-22", zone: marketing.options.timezone, coupon: coupon! },
        // What sells best.
        products:
          await ids(`select m.product_id as id from marketing_order_line l join marketing_product m using (product)
                              group by 1 order by count(*) desc, 1 limit 6`),
        categories: await ids(
          "select id from product_category where parent_category_id is not null order by name limit 3",
        ),
        channels: [channel!, "sc_elsewhere"],
      })
      const found: { id: string; people: number }[] = []
      const counted: typeof found = []
      for (const { id } of segmentTemplates) {
        const { values, sql } = byHand[id]!
        const preview = await marketing.previewSegmentTemplate({ template_id: id, values })
        found.push({ id, people: preview.count })
        const [{ people }] = (await ask(
          early,
          `select count(*)::int as people from marketing_profile p where p.deleted_at is null and (${sql})`,
        )) as [{ people: number }]
        counted.push({ id, people })
      }
      expect(found).toEqual(counted)
      expect(found.filter(({ people }) => people === 0).map(({ id }) => id)).toEqual(Object.keys(NOBODY))
      const lacking = (await marketing.listSegmentTemplates()).filter((one) => one.unavailable)
      expect(lacking.map(({ id }) => id)).toEqual([])
    } finally {
      await database.close()
    }
  }, 120_000)

  it("takes every ready plan of the gallery, filled in with what it sells: nothing is wrong, and those that begin by themselves find somebody (C12)", async () => {
    const database = connectDatabase(early.url, { size: 2 })
    try {
      const marketing = marketingOn(database)
      const [coupon] = await database.rows<{ id: string }>("select id from marketing_coupon_template")
      const products = await database.rows<{ id: string }>(
        `select m.product_id as id from marketing_order_line l join marketing_product m using (product)
          group by 1 order by count(*) desc, 1 limit 3`,
      )
      const chosen = { coupon_template: [coupon!.id], product: products.map(({ id }) => id) }
      const wrong: unknown[] = []
      const nobody: string[] = []
      for (const { id, parameters, type } of planTemplates) {
        const values = Object.fromEntries(
          parameters.flatMap((one) => (one.type in chosen ? [[one.id, chosen[one.type as "product"]]] : [])),
        )
        const { name, ...plan } = await marketing.fillPlanTemplate({ template_id: id, values })
        const saved = await marketing.savePlan({ plan: { ...plan, name: name.en }, actor: "ada" })
        const { problems, audience } = await marketing.checkPlan({ plan_id: saved.id })
        wrong.push(...problems.filter((one) => one.severity !== "warning").map((one) => ({ id, ...one })))
        if (type !== "triggered" && audience === 0) nobody.push(id)
      }
      expect(wrong).toEqual([])
      expect(nobody).toEqual(Object.keys(NOBODY_YET))
    } finally {
      await database.close()
    }
  }, 120_000)
})
