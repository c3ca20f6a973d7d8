import { Refused } from "../../../core/problem"
import { judgeCall, type ToldAlias, type ToldIdentity } from "../../../ingest/storefront-call"
import { type Rejection, refuse } from "../../../ingest/told-problems"
import type { WriteOwnProfile } from "../audience/write-own-profile"
import type { FindPerson } from "../benefits/find-person"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { GiveToCustomer } from "./give-to-customer"
import { insertHeard } from "./store/visitors"
import { heardKey, type WriteDeeds } from "./write-deeds"

type Parts = {
  database: Database
  clock: Clock
  findPerson: FindPerson
  writeDeeds: WriteDeeds
  writeOwnProfile: WriteOwnProfile
  giveToCustomer: GiveToCustomer
}
type Call = {
  /** Proved by the session or token; null: nobody is signed in. */
  customer_id: string | null
  visitor_id: string | null
  events: unknown[]
}
/** What became of a call: how many events are new, how many were known by their number, and which were not taken and why. */
export type Heard = { accepted: number; duplicates: number; rejected: Rejection[] }

/**
 * Takes in what a storefront tells, each event by itself. What a visitor does is kept under the visitor; it becomes the
 * customer's when they sign in and the storefront says so (`identify` or `alias`). Throws Refused when nobody did it, and Missing for
 * a customer who is gone.
 */
export const hearStorefront =
  (parts: Parts) =>
  async ({ customer_id, visitor_id, events }: Call): Promise<Heard> => {
    const { clock, findPerson, writeDeeds, giveToCustomer } = parts
    if (customer_id === null && visitor_id === null) throw new Refused([refuse("event/nobody", "visitor_id")])
    const { taken, rejected } = judgeCall(events, {
      now: await clock.now(),
      signed_in: customer_id !== null,
    })
    const pid = customer_id === null ? null : await findPerson(customer_id)
    const deeds = taken.filter((one) => one.type === "deed")
    let accepted = await writeDeeds({ visitor: visitor_id, pid }, deeds)
    let duplicates = deeds.length - accepted
    const visitors = new Set<string>()
    for (const word of taken) {
      if (word.type === "deed" || customer_id === null || pid === null) continue
      const said = await believe(parts, { customer_id, visitor_id, pid }, word)
      if (said === "new") accepted += 1
      else if (said === "known") duplicates += 1
      else rejected.push(...said)
      if (visitor_id !== null) visitors.add(visitor_id)
      if (word.type === "alias" && word.previous_id !== null) visitors.add(word.previous_id)
    }
    // Also when they said so before: doing it again is no harm, and something may have come in since.
    for (const visitor of visitors) await giveToCustomer({ visitor, pid: pid! })
    return { accepted, duplicates, rejected: rejected.sort((a, b) => a.index - b.index) }
  }

export type HearStorefront = ReturnType<typeof hearStorefront>

/** What a signed-in customer says of themselves, once by its number. */
async function believe(
  { database, clock, writeOwnProfile }: Parts,
  { customer_id, visitor_id, pid }: { customer_id: string; visitor_id: string | null; pid: number },
  word: ToldIdentity | ToldAlias,
): Promise<"new" | "known" | Rejection[]> {
  const now = await clock.now()
  const { id, index } = word
  try {
    const isNew = await database.transaction(async (tx) => {
      const key = id === null ? null : heardKey({ visitor: visitor_id, pid }, id)
      if (key !== null && (await insertHeard(tx, [key], now)).size === 0) return false
      if (word.type === "identify")
        await writeOwnProfile(tx, { pid, customer_id, said: word.traits, yields: true }, now)
      return true
    })
    return isNew ? "new" : "known"
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.problems.map((problem) => ({
      ...problem,
      path: `events.${index}.traits.${problem.path}`,
      index,
    }))
  }
}
