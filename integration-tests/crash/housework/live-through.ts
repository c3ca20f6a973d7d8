import { Readable } from "node:stream"
import { draw } from "../../support/plans"
import type { Fault } from "../faults"
import { seededChance } from "../seeded-chance"
import { doChores, openHouse } from "./house"
import { takeStock } from "./take-stock"

const PEOPLE = 10
const CITIES = ["Ulm", "Bonn", "Kiel"]
const BEGINS = "2026-03-02T09:00:00Z"
const CATALOGUE = "mkseg_catalogue"
const ACTOR = "user_ada"

/**
 * So many mornings of a shop: orders, files from elsewhere, people who move house, prices that fall, a plan that is published
 * again and whose people are moved. The same seed has the same mornings, whoever dies: what is left is compared with what is left where nobody does.
 */
export async function liveThrough(given: {
  mornings: number
  seed: number
  dooms: (point: string) => boolean
  onDeath: (point: string) => void
  fault?: Fault
}): Promise<string[]> {
  const chance = seededChance(given.seed)
  const below = (n: number) => Math.floor(chance() * n)
  const house = await openHouse({ ...given, begins: BEGINS })
  const { outside, shop, merchant, surely } = house
  const work = () => surely(doChores)
  const tell = (source: string, ids: string[]) =>
    surely((verbs) =>
      verbs.appendToInbox(ids.map((source_id) => ({ kind: "sync", source, source_id }) as const)),
    )

  try {
    const customers: string[] = []
    for (let n = 0; n < PEOPLE; n++) customers.push(await shop.customer())
    const sold: Awaited<ReturnType<typeof shop.sells>>[] = []
    for (let n = 0; n < given.mornings; n++) sold.push(await shop.sells(`Thing ${n}`, { eur: "100" }, 5))
    await tell("customer", customers)
    await tell(
      "product",
      sold.map(({ product_id }) => product_id),
    )
    await work()
    for (const [n, customer] of customers.entries())
      await outside.run(
        "update marketing_profile set city = $2, external_id = 'x' || $3::int where customer_id = $1",
        [customer, CITIES[n % 3], n + 1],
      )

    const listed = customers.slice(0, PEOPLE / 2)
    await outside.run("insert into marketing_segment (id, name, type) values ($1, $1, 'static')", [CATALOGUE])
    await merchant.addToSegment({ segment_id: CATALOGUE, customer_ids: listed })
    for (const city of CITIES) {
      const { id } = await merchant.saveSegment({
        name: city,
        rule: { fact: "profile.city", op: "is", value: city },
      })
      await merchant.saveWebhook({ segment_id: id, url: `${house.receiver.url}/${city}`, actor: ACTOR })
      await merchant.mirrorToGroup({ segment_id: id, actor: ACTOR })
    }

    const canvas = (days: number) =>
      draw(
        {
          news: ["trigger:price-drop", { percent: 10, segment_id: CATALOGUE }],
          rest: ["wait", { amount: days, unit: "days" }],
          tell: ["webhook", { url: `${house.receiver.url}/card` }],
          give: ["tags", { add: [`after ${days} days`] }],
        },
        ["news out rest", "rest out tell", "tell out give"],
      )
    const plan = await merchant.savePlan({
      plan: { name: "News", type: "triggered", canvas: canvas(30) },
      actor: ACTOR,
    })
    const plan_id = plan.id
    const publish = (version: number) =>
      surely(
        (verbs) => verbs.publishPlan({ plan_id, actor: ACTOR }),
        async () => {
          const { version: now } = (await outside.one<{ version: number | null }>(
            "select version from marketing_plan where id = $1",
            [plan_id],
          ))!
          return now === version
        },
      )
    await publish(1)

    for (let morning = 0; morning < given.mornings; morning++) {
      house.pass(24 * 60)
      const made: string[] = []
      for (let n = 0; n < 3; n++) {
        const order = await shop.order({
          customer_id: customers[below(PEOPLE)]!,
          at: house.now(),
          lines: [{ product_id: sold[below(sold.length)]!.product_id, price: "10", quantity: 1 + below(3) }],
        })
        if (chance() < 0.8) await shop.capture(order, "10", house.now())
        made.push(order.order_id)
      }
      await tell("order", [...made, made[0]!])
      await work()

      const moved = customers.filter(() => chance() < 0.3)
      for (const customer of moved)
        await outside.run("update marketing_profile set city = $2 where customer_id = $1", [
          customer,
          CITIES[below(3)],
        ])
      const pids = await outside.rows<{ pid: number }>(
        "select pid from marketing_profile where customer_id = any($1)",
        [moved],
      )
      await merchant.database.transaction((tx) =>
        merchant.noteChanges(
          tx,
          pids.map(({ pid }) => pid),
        ),
      )
      await merchant.createImport({
        kind: "purchases",
        file_name: `file${morning}.csv`,
        file: Readable.from([Buffer.from(fileOf(morning, below))]),
        source: "old-shop",
      })
      await work()

      await shop.costs(sold[morning]!.variant_id, "eur", "70")
      await work()
      if (morning % 2 === 1) {
        const version = 2 + (morning - 1) / 2
        await merchant.savePlan({ plan_id, plan: { canvas: canvas(30 - version) }, actor: ACTOR })
        await publish(version)
        const asked = { plan_id, version: version - 1, move: { nodes: {} }, actor: ACTOR }
        await surely(
          (verbs) => verbs.movePeople(asked),
          async () => {
            const moves = await merchant.listMoves({ plan_id })
            return moves.some((move) => move.from_version === version - 1)
          },
        )
        await work()
      }
    }
    // Whatever waits for its day comes, and whatever was put off.
    for (const hours of [8, 8, 8, 40 * 24, 8, 8, 8]) {
      house.pass(hours * 60)
      await work()
    }
    return await takeStock(house)
  } finally {
    await house.close()
  }
}

/** Two people of the shop and one whom it does not know; each line is of an order of its own. */
const fileOf = (morning: number, below: (n: number) => number): string =>
  [
    "order_id,customer_id,placed_at,product,amount,currency",
    ...Array.from(
      { length: 5 },
      (_, n) => `o${morning}-${n},x${1 + below(3)},2026-01-${10 + below(9)},Soap,${1 + below(9)}.50,EUR`,
    ),
    "broken,x1,yesterday,Soap,1.00,EUR",
  ].join("\n")
