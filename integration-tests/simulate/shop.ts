import { SENDING_LIMITS } from "../../src/core/message/sending-limits"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Database } from "../../src/modules/marketing/database"
import { CAPPED } from "../crash/provider"
import { addCouponTemplate } from "../support/benefits"
import { coreCatalog } from "../support/catalog"
import type { Product, Promotion } from "./catalog"
import type { Dice } from "./chance"
import type { Condition, Person, Segments } from "./conditions"

export const DEEDS = ["purchase", "order_placed", "stamp_given"]
export const TOLD = ["visited", "product_viewed"]
const TAGS = ["red", "green", "blue"]
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", null, null]
const LISTS = ["mkseg_list0", "mkseg_list1"]
const ATTRIBUTES = 40
const PRODUCTS = ["Lamp", "Chair"]
/** Codes of promotions that the store switches on and off. */
export const CODES = ["SPRING", "SUMMER"]
const SEGMENTS: Record<string, Condition> = {
  mkseg_red: { fact: "profile.tags", op: "has_any", value: ["red"] },
  mkseg_buyers: { did: "purchase", window: { last: { days: 5 } } },
  mkseg_quiet: { not: { did: "visited", window: { last: { days: 3 } } } },
}

/** A small shop: its people with their tags, zones and birthdays, lists, segments, a coupon template. */
export async function openShop(
  database: Database,
  marketing: Marketing,
  dice: Dice,
  given: { people: number; begins: string },
) {
  const shop = coreCatalog(database)
  const customers: string[] = []
  for (let n = 0; n < given.people; n++) customers.push(await shop.customer())
  await marketing.syncCustomers(customers)
  const pids = await database.rows<{ pid: number; customer_id: string }>(
    "select pid, customer_id from marketing_profile order by pid",
  )
  const people: Person[] = pids.map(({ pid, customer_id }) => ({
    ...{ pid, customer_id, zone: dice.one(ZONES), tags: new Set(TAGS.filter(() => dice.happens(0.4))) },
    birthday: `1990-${given.begins.slice(5, 8)}${String(dice.between(1, 28)).padStart(2, "0")}`,
    ...{ attributes: new Map(), deeds: [], points: 0, coupons: 0 },
    ...{ deleted: false, blocked: false, told: new Set() },
  }))
  for (const { pid, zone, tags, birthday } of people)
    await database.run("update marketing_profile set zone = $2, tags = $3, birthday = $4 where pid = $1", [
      pid,
      zone,
      [...tags],
      birthday,
    ])
  const keys = Array.from({ length: ATTRIBUTES }, (_, n) => ({ key: `own${n}`, type: "text" as const }))
  await database.transaction((tx) => marketing.defineAttributes(tx, keys))
  const segments: Segments = new Map()
  const addList = async (id: string) => {
    await database.run("insert into marketing_segment (id, name, type) values ($1, $1, 'static')", [id])
    segments.set(id, { members: new Set() })
  }
  for (const id of LISTS) await addList(id)
  for (const [id, rule] of Object.entries(SEGMENTS)) {
    await database.run(
      "insert into marketing_segment (id, name, type, rule) values ($1, $1, 'dynamic', $2)",
      [id, rule],
    )
    segments.set(id, { rule })
  }
  // Who got how much from which plan first would be a race between plans; caps have tests of their own.
  await database.run("insert into marketing_setting (key, value) values ('sending_limits', $1)", [
    JSON.stringify({
      caps: {
        ...SENDING_LIMITS.caps,
        per_day: null,
        channels: { [CAPPED]: { per_day: 1, per_week: null } },
      },
    }),
  ])
  const template = await addCouponTemplate({ database }, { id: "mkcoup_simulated" })
  /** For the n-th plan: what is its own. */
  const ownOf = async (n: number) => {
    const list = `mkseg_own${n}`
    await addList(list)
    return { tag: `own${n}`, attribute: `own${n % ATTRIBUTES}`, list }
  }
  const filled: string[] = []

  let told = 0
  /** One person does one thing, told as the store or its storefront tells it, sometimes twice. */
  async function does(person: Person, name: string, now: Date): Promise<void> {
    const again = dice.happens(0.2)
    const times = again ? 2 : 1
    if (TOLD.includes(name)) {
      const id = `told${told++}`
      for (let n = 0; n < times; n++)
        await marketing.hearStorefront({
          ...{ customer_id: person.customer_id, visitor_id: null },
          events: [{ type: "track", event: name, id }],
        })
    } else if (name === "stamp_given") {
      const event = { at: now, key: `stamp${told++}`, name, pid: person.pid, trusted: true }
      for (let n = 0; n < times; n++) await database.transaction((tx) => marketing.recordEvents(tx, [event]))
    } else {
      const lines = [{ product_id: null, price: "10", quantity: 1 }]
      const order = await shop.order({ customer_id: person.customer_id, at: now, lines })
      if (name === "purchase") await shop.capture(order, "10", now)
      for (let n = 0; n < times; n++) await marketing.syncOrders([order.order_id])
    }
  }
  const products: (Product & { variant: string; item: string })[] = []
  for (const name of PRODUCTS) {
    const sold = await shop.sells(name, { eur: "100" }, 5)
    await marketing.syncProducts([sold.product_id])
    const at = Date.parse(given.begins)
    products.push({
      ...{ id: sold.product_id, prices: [{ at, amount: 10_000 }], pieces: 5 },
      ...{ variant: sold.variant_id, item: sold.item },
    })
  }
  const promotions: Promotion[] = []
  for (const code of CODES)
    promotions.push({ id: await shop.promotion({ code, status: "inactive" }), code, isOn: false })
  // What is there at the first look is no news.
  await marketing.lookAtCatalog({ whole: true })

  /** The store deletes a customer. */
  async function leaves(person: Person, now: Date): Promise<void> {
    await database.run("update customer set deleted_at = $2, updated_at = $2 where id = $1", [
      person.customer_id,
      now,
    ])
    await marketing.syncCustomers([person.customer_id])
  }
  return {
    people,
    segments,
    template,
    tags: TAGS,
    lists: LISTS,
    rules: Object.keys(SEGMENTS),
    ownOf,
    filled,
    does,
    leaves,
    products,
    promotions,
    /** In euros. */
    costs: (variant: string, amount: number) => shop.costs(variant, "eur", String(amount)),
    has: shop.has,
    /** The store switches a promotion on or off. */
    async promotes({ id, isOn }: Promotion) {
      await database.run("update promotion set status = $2 where id = $1", [id, isOn ? "active" : "inactive"])
    },
  }
}
export type Shop = Awaited<ReturnType<typeof openShop>>
