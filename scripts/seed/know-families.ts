import type { Marketing } from "../../src/modules/marketing/create-marketing"
import type { Chance } from "./chance"
import { insertRows } from "./insert-rows"
import type { Person } from "./people"

const DAY_MS = 86_400_000
const TIERS = ["silver", "gold", "platinum"]
const CHILDREN = "Ella,Finn,Mats,Lina,Theo,Romy,Hugo,Alba".split(",")

const dayBefore = (today: Date, days: number) =>
  new Date(today.getTime() - days * DAY_MS).toISOString().slice(0, 10)

/** What staff know of people: their tier, growth value and paid membership, their children and whom they are married to. */
export async function knowFamilies(
  marketing: Marketing,
  people: Person[],
  chance: Chance,
  today: Date,
): Promise<void> {
  const { database } = marketing
  const rows = await database.rows<{ customer_id: string; pid: number }>(
    "select customer_id, pid from marketing_profile",
  )
  const pids = new Map(rows.map((row) => [row.customer_id, row.pid]))
  const members = people
    .filter(({ habit }) => habit === "loyal")
    .map((person) => ({ pid: pids.get(person.id)!, tier: chance.weighted([60, 30, 10]) }))
    .map(({ pid, tier }) => ({
      pid,
      tier: TIERS[tier],
      // A tier begins at each thousand.
      growth_value: tier * 1000 + ((pid * 37) % 1000),
      // A membership is paid for a year; some ended in the last months, some end in the next.
      membership_expires_at: chance.happens(0.4) ? dayBefore(today, chance.whole(-300, 90)) : null,
    }))
  const relations = people.flatMap((person) => {
    const pid = pids.get(person.id)!
    const children = Array.from({ length: chance.weighted([80, 9, 8, 3]) }, (_, no) => ({
      ...{ pid, no, relation: "child", name: chance.pick(CHILDREN) },
      birthday: dayBefore(today, chance.whole(200, 18 * 365)),
    }))
    const spouse = { pid, no: children.length, relation: "spouse", name: null }
    return chance.happens(0.12)
      ? [...children, { ...spouse, birthday: dayBefore(today, chance.whole(25 * 365, 70 * 365)) }]
      : children
  })
  await database.transaction(async (tx) => {
    await tx.run(
      `update marketing_profile p
          set tier = m.tier, growth_value = m.growth_value, membership_expires_at = m.membership_expires_at
         from jsonb_to_recordset($1) as m(pid integer, tier text, growth_value integer, membership_expires_at date)
        where p.pid = m.pid`,
      [JSON.stringify(members)],
    )
    await insertRows(tx, "marketing_relation", relations)
  })
}
