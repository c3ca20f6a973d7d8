import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Told } from "./behaviour"
import { shelves } from "./catalogue"
import type { Chance } from "./chance"
import { insertRows } from "./insert-rows"
import { type Person, SHOPPER } from "./people"

/** Events a transaction: each is one statement. */
const PAGE = 5000

/** What people told the shop beyond their customer row: where they come from, what they like, what they agreed to. */
export async function knowPeople(marketing: Marketing, people: Person[], chance: Chance): Promise<void> {
  const { database } = marketing
  const pids = await pidsOf(marketing)
  const known = people.map((person) => {
    const likes = [...new Set(person.likes.map((like) => shelves[like]!.parent.toLowerCase()))]
    return {
      pid: pids.get(person.id)!,
      source: person.source,
      tags: [
        ...(likes.includes("garden") ? ["gardener"] : []),
        ...(person.habit === "loyal" ? ["regular"] : []),
      ],
      attributes: {
        likes,
        household_size: chance.whole(1, 5),
        has_garden: likes.includes("garden") && chance.happens(0.7),
      },
    }
  })
  const consents = people.flatMap((person) => {
    const pid = pids.get(person.id)!
    const said = (channel: string, yes: number, no: number) => {
      const state = ["yes", "no", null][chance.weighted([yes, no, 100 - yes - no])]
      if (!state) return []
      const proof = { how: "account form", text: "Send me news and offers." }
      return [{ pid, channel, topic: "marketing", state, at: person.joined.toISOString(), proof }]
    }
    const email = person.email === SHOPPER ? said("email", 100, 0) : said("email", 71, 8)
    return [...email, ...said("sms", 22, 5)]
  })
  await database.transaction(async (tx) => {
    await tx.run(
      `update marketing_profile p set source = k.source, tags = k.tags, attributes = k.attributes
         from jsonb_to_recordset($1) as k(pid integer, source text, tags text[], attributes jsonb)
        where p.pid = k.pid`,
      [JSON.stringify(known)],
    )
    await insertRows(tx, "marketing_consent", consents)
  })
}

/** What this shop asks of people beyond what every shop knows, so that rules can ask for it. */
export async function defineAttributes(marketing: Marketing): Promise<void> {
  const rooms = [...new Set(shelves.map(({ parent }) => parent.toLowerCase()))]
  const asked = [
    { key: "likes", type: "choices" as const, choices: rooms, label: { en: "Likes", zhCN: "喜好" } },
    { key: "household_size", type: "number" as const, label: { en: "People at home", zhCN: "家庭人数" } },
    { key: "has_garden", type: "boolean" as const, label: { en: "Has a garden", zhCN: "有花园" } },
  ]
  const known = new Set((await marketing.readAttributes()).map(({ key }) => key))
  for (const attribute of asked.filter(({ key }) => !known.has(key)))
    await marketing.createAttribute({ ...attribute, actor: "demo" })
}

export async function recordBehaviour(marketing: Marketing, told: Told[]): Promise<void> {
  const pids = await pidsOf(marketing)
  const products = new Map(
    (
      await marketing.database.rows<{ product_id: string; product: number }>(
        "select product_id, product from marketing_product",
      )
    ).map((row) => [row.product_id, row.product]),
  )
  for (let from = 0; from < told.length; from += PAGE) {
    const page = told.slice(from, from + PAGE).map(({ customer_id, product_id, ...event }) => ({
      ...event,
      pid: pids.get(customer_id)!,
      product: product_id ? products.get(product_id)! : null,
    }))
    await marketing.database.transaction((tx) => marketing.recordEvents(tx, page))
  }
}

async function pidsOf(marketing: Marketing): Promise<Map<string, number>> {
  const rows = await marketing.database.rows<{ customer_id: string; pid: number }>(
    "select customer_id, pid from marketing_profile",
  )
  return new Map(rows.map((row) => [row.customer_id, row.pid]))
}
