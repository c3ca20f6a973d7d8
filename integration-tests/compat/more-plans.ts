import { addCouponTemplate, couponRow, pointsRow } from "../support/benefits"
import type { coreCatalog } from "../support/catalog"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, type World } from "../support/world"

const NAMES = Array.from({ length: 10 }, (_, n) => `Q${n}`)
const LIST = "mkseg_some"
const SYNCED = "mkseg_synced"
const CROWD = "mkseg_q"
const TEMPLATE = "mkcoup_short"

const say = (text: string): [string, Record<string, unknown>] => ["message:log", { content: { text } }]
const mark = (name: string): [string, Record<string, unknown>] => ["tags", { add: [name], remove: [] }]
const rest: [string, Record<string, unknown>] = ["wait", { amount: 2, unit: "days" }]

/** Groups put together in the other ways, an audience that other systems hear of, letters of which it is awaited what becomes of them. */
const letters = draw(
  {
    theirs: ["rep-contacts", { reps: ["qing"] }],
    all: ["segment", { segment_id: CROWD }],
    some: ["list", { segment_id: LIST }],
    both: ["union"],
    each: ["deduplicate", { groups: 2 }],
    put: ["sync-audience", { segment_id: SYNCED }],
    mail: [
      "message:email",
      { content: { subject: "Hello", html: "<p>Hello</p>" }, when_not_sent: "other-way" },
    ],
    inbox: ["message:inbox", { content: { title: "Hello", body: "There" } }],
    look: ["analysis", { window_days: 7 }],
    rest,
    got: mark("got a letter"),
    missed: mark("got none"),
  },
  [
    ...["theirs out both", "some out both", "both out each 1", "all out each 2"],
    ...["each 1 mail", "each 2 put", "put out inbox", "inbox out look", "look out rest", "rest out got"],
    ...["mail out look", "mail not_sent missed"],
  ],
)

/** Two ways of which one is chosen when its time is over. */
const tested = draw(
  {
    who: ["list", { segment_id: LIST }],
    test: [
      "split-test",
      {
        variants: [
          { id: "a", name: "A", share: 50 },
          { id: "b", name: "B", share: 50 },
        ],
        winner: {
          metric: "order_rate",
          after: { amount: 2, unit: "days" },
          least_people: 1,
          test_percent: 40,
        },
      },
    ],
    short: say("Hi"),
    long: say("Dear all"),
  },
  ["who out test", "test a short", "test b long"],
)

/** Everybody who comes in by one of these is told, and rests. */
const TRIGGERS: Record<string, Record<string, unknown>> = {
  "segment-left": { segment_id: LIST },
  anniversary: { of: "customer", days_before: 1 },
  "coupon-expiring": { days_before: 3 },
  "points-expiring": { within_days: "7" },
  "back-in-stock": { people: [], segment_id: LIST },
  "low-stock": { people: [], segment_id: LIST, at_most: 3 },
  "promotion-started": { people: [], segment_id: LIST },
}

export async function publishMore(
  world: World,
  publish: (name: string, plan: object) => Promise<string>,
  shop: ReturnType<typeof coreCatalog>,
) {
  const { marketing, database, clock } = world
  const pids = await addPeople(
    database,
    NAMES.map((first_name, n) => ({
      first_name,
      customer_id: `cus_${first_name}`,
      email: `${first_name.toLowerCase()}@example.test`,
      rep: n < 3 ? "qing" : null,
      became_customer_at: `2025-03-0${(n % 5) + 3}T08:00:00Z`,
    })),
  )
  // The others never said that they want mail.
  await agree(world, pids.slice(0, 5))
  for (const id of [LIST, SYNCED])
    await database.run("insert into marketing_segment (id, name, type) values ($1, $1, 'static')", [id])
  const rule = { fact: "profile.first_name", op: "starts_with", value: "Q" }
  await database.run("insert into marketing_segment (id, name, type, rule) values ($1, $1, 'dynamic', $2)", [
    CROWD,
    rule,
  ])
  const on = NAMES.slice(2, 8).map((name) => `cus_${name}`)
  await marketing.addToSegment({ segment_id: LIST, customer_ids: on })
  await marketing.mirrorToGroup({ segment_id: SYNCED, actor: "user_ada" })
  await addCouponTemplate({ database }, { id: TEMPLATE, valid_days: 4 })
  const now = await clock.now()
  await database.transaction(async (tx) => {
    await marketing.writeCoupons(
      tx,
      pids.slice(0, 3).map((pid) => couponRow(pid, TEMPLATE, `c:${pid}`)),
      now,
    )
    await marketing.writePoints(
      tx,
      pids.slice(3, 6).map((pid) => pointsRow(pid, 50, { expires_in_days: 8, key: `p:${pid}` })),
      now,
    )
  })
  const vase = await shop.sells("Vase", { eur: "30" }, 9)
  const bowl = await shop.sells("Bowl", { eur: "20" }, 0)
  await marketing.syncProducts([vase.product_id, bowl.product_id])
  await marketing.lookAtCatalog({ whole: true })
  await publish("Letters", { canvas: letters })
  await publish("Tested", { canvas: tested })
  for (const [trigger, settings] of Object.entries(TRIGGERS))
    await publish(`By ${trigger}`, {
      type: "triggered",
      canvas: draw(
        {
          begin: [`trigger:${trigger}`, settings],
          hello: say(`Hello by ${trigger}`),
          rest,
          mark: mark(trigger),
        },
        ["begin out hello", "hello out rest", "rest out mark"],
      ),
    })
  return {
    /** Somebody leaves the list. */
    leave: (name: string) =>
      marketing.addToSegment({ segment_id: LIST, remove_customer_ids: [`cus_${name}`] }),
    /** Of these the news come when the catalogue is looked at. */
    news: async () => {
      await shop.has(vase.item, 2)
      await shop.has(bowl.item, 5)
      await shop.promotion({ code: "POTTERY" })
    },
  }
}
