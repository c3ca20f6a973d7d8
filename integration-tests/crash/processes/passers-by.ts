import type { Marketing } from "../../../src/modules/marketing/create-marketing"
import type { Database } from "../../../src/modules/marketing/database"
import { isPassing } from "../../../src/modules/marketing/passing"
import { draw } from "../../support/plans"
import { patiently } from "../own-server"
import { CHANNEL } from "../provider"

const EARNED = 5
/** So many come by beside each plan, each at moments of their own: every moment more is another round of all workers. */
const PASSING = 12
const WAITING_MS = 10 * 60_000
/** Of those who come by so many come back, most of them while they are waited for. */
const RETURNING = 0.7
/** The chance that somebody does something whenever one looks. */
const BUSY = 0.35

type Deed = { pid: number; name: "stamp_given" | "thanks_given"; key: string; at: Date }
type Verdict = { lost: string[]; doubled: string[]; stuck: string[]; unknown: number }

/**
 * People who come in by a trigger while workers are killed, stopped and cut off: each gets a stamp at a moment of her own, which is heard after a
 * delay, and some come back while the plan waits for them. `teller` records it over the same bad network, again until it is known to be there.
 */
export async function passersBy(given: {
  merchant: Marketing
  teller: Marketing
  database: Database
  chance: () => number
}) {
  const { merchant, teller, database, chance } = given
  const canvas = draw(
    {
      stamp: ["trigger:did-something", { event: "stamp_given", wait: { amount: 3, unit: "minutes" } }],
      points: ["benefit:points", { amount: EARNED }],
      thanks: ["wait-for-event", { event: "thanks_given", at_most: { amount: 10, unit: "minutes" } }],
      warm: ["lead-score", { amount: 1 }],
      nudge: [`message:${CHANNEL}`, { content: { text: "Come again" } }],
    },
    ["stamp out points", "points granted thanks", "thanks happened warm", "thanks timeout nudge"],
  )
  const { id: plan_id } = await merchant.savePlan({
    plan: { name: "Passers-by", type: "triggered", canvas },
    actor: "ada",
  })
  await merchant.publishPlan({ plan_id, actor: "ada" })
  const { no } = (await database.one<{ no: number }>("select no from marketing_plan where id = $1", [
    plan_id,
  ]))!
  const pids = (await database.rows<{ pid: number }>("select pid from marketing_profile order by pid")).map(
    ({ pid }) => pid,
  )

  const done: Deed[] = []
  let coming: { pid: number; name: Deed["name"] }[] = []
  let rounds = 0

  const tell = async (deed: Deed): Promise<void> => {
    const event = { ...deed, trusted: true }
    for (let told = false; !told; )
      told = await teller.database
        .transaction((tx) => teller.recordEvents(tx, [event]))
        .then(() => true)
        .catch((error) => {
          if (!isPassing(error)) throw error
          // The storefront does not know whether it was heard, and says it again.
          return false
        })
    done.push(deed)
  }

  return {
    plan_no: no,
    /** Everybody is on the way. */
    setOut: () => {
      rounds++
      const from = (rounds * PASSING) % pids.length
      const some = [...pids, ...pids].slice(from, from + PASSING)
      coming = some.map((pid) => ({ pid, name: "stamp_given" as const }))
    },
    /** Somebody may do something just now. */
    comeBy: async (now: Date): Promise<void> => {
      if (coming.length === 0 || chance() >= BUSY) return
      const [one] = coming.splice(Math.floor(chance() * coming.length), 1)
      const { pid, name } = one!
      await tell({ pid, name, key: `${name} ${rounds} ${pid}`, at: now })
      if (name === "stamp_given" && chance() < RETURNING) coming.push({ pid, name: "thanks_given" })
    },
    isThrough: async (): Promise<boolean> => {
      const open = await patiently(() =>
        database.one<{ inside: number; heard: number; sends: number; parked: number }>(
          `select (select count(*)::int from marketing_enrollment where plan_no = $1 and state = 'inside') as inside,
                  (select count(*)::int from marketing_occasion where plan_no = $1) as heard,
                  (select count(*)::int from marketing_send where plan_no = $1 and state in ('queued', 'sending')) as sends,
                  (select count(*)::int from marketing_step where plan_no = $1 and state = 'parked')
                    + (select count(*)::int from marketing_occasion where plan_no = $1 and state = 'parked') as parked`,
          [no],
        ),
      )
      // Over whom workers died again and again are parked, as they should be; somebody looks and says: try again.
      if (open!.parked > 0) await patiently(() => merchant.retryParked({ plan_id }))
      return coming.length === 0 && open!.inside + open!.heard + open!.sends === 0
    },
    /** What became of all of them so far, from the tables and from what the provider saw. */
    judge: (outside: Database) => judge({ no, done, database, outside }),
  }
}

async function judge(given: {
  no: number
  done: Deed[]
  database: Database
  outside: Database
}): Promise<Verdict> {
  const { no, done, database, outside } = given
  const verdict: Verdict = { lost: [], doubled: [], stuck: [], unknown: 0 }
  const more = (there: number, wanted: number, what: string) => {
    if (there < wanted) verdict.lost.push(`${what}: ${there} of ${wanted}`)
    if (there > wanted) verdict.doubled.push(`${what}: ${there} of ${wanted}`)
  }
  const stays = await database.rows<{
    pid: number
    entry_key: string
    state: string
    way: string
    waited: Date | null
    went_on: Date | null
    sends: number
  }>(
    `select e.pid, e.entry_key, e.state,
            coalesce((select string_agg(l.node || coalesce(':' || l.port, ''), ' ' order by l.hop)
                        from marketing_step_log l where l.enrollment_id = e.id), '') as way,
            (select l.arrived_at from marketing_step_log l where l.enrollment_id = e.id and l.node = 'thanks') as waited,
            (select l.finished_at from marketing_step_log l where l.enrollment_id = e.id and l.node = 'thanks') as went_on,
            (select count(*)::int from marketing_send s where s.enrollment_id = e.id) as sends
       from marketing_enrollment e where e.plan_no = $1`,
    [no],
  )
  const happened = new Map<number, number>()
  const stamps = done.filter(({ name }) => name === "stamp_given")
  for (const { pid, key } of stamps) {
    const mine = stays.filter((stay) => stay.pid === pid && stay.entry_key.startsWith(`${key} `))
    more(mine.length, 1, `entries of ${pid} for "${key}"`)
    for (const { state, way, waited, went_on, sends } of mine) {
      if (state === "inside") {
        verdict.stuck.push(`${pid} is still inside after ${way}`)
        continue
      }
      const came = done.filter(
        (deed) => deed.name === "thanks_given" && deed.pid === pid && waited && deed.at >= waited,
      )
      const isInTime = came.some(({ at }) => at.getTime() < waited!.getTime() + WAITING_MS)
      // Who came in the very moment at which the time is over, or later and before anybody looked, may go either way.
      const isLate = !isInTime && came.some(({ at }) => at <= went_on!)
      const ways = [
        ...(isInTime || isLate ? ["points:granted thanks:happened warm:out"] : []),
        ...(isInTime ? [] : ["points:granted thanks:timeout nudge:out"]),
      ]
      if (!ways.includes(way)) verdict.lost.push(`way of ${pid}: "${way}" for "${ways.join(`" or "`)}"`)
      if (way.includes("happened")) happened.set(pid, (happened.get(pid) ?? 0) + 1)
      more(sends, way.includes("nudge") ? 1 : 0, `messages to ${pid} for "${key}"`)
    }
  }
  more(stays.length, stamps.length, "entries by the trigger")

  const got = await database.rows<{ pid: number; points: number; warmer: number }>(
    `select p.pid,
            coalesce((select sum(n.amount) from marketing_txn x join marketing_entry n on n.txn_id = x.id
                        join marketing_account a on a.id = n.account_id and a.role = 'customer' and a.pid = p.pid
                       where x.plan_no = $1), 0)::int as points,
            (select coalesce(sum(amount), 0)::int from marketing_lead_correction l where l.plan_no = $1 and l.pid = p.pid) as warmer
       from marketing_profile p`,
    [no],
  )
  for (const { pid, points, warmer } of got) {
    more(points, EARNED * stamps.filter((deed) => deed.pid === pid).length, `points of ${pid} by the trigger`)
    more(warmer, happened.get(pid) ?? 0, `lead score of ${pid} by the trigger`)
  }

  const sends = await database.rows<{ key: string; state: string; reason: string | null }>(
    "select key, state, reason from marketing_send where plan_no = $1",
    [no],
  )
  const seen = new Map(
    (
      await outside.rows<{ key: string; times: number }>(
        "select key, count(*)::int as times from crash_provider where key = any($1) group by key",
        [sends.map(({ key }) => key)],
      )
    ).map(({ key, times }) => [key, times]),
  )
  for (const { key, state, reason } of sends) {
    const times = seen.get(key) ?? 0
    if (times > 1) verdict.doubled.push(`message ${key} was handed over ${times} times`)
    if (state === "sent" && times === 0) verdict.lost.push(`message ${key} is called sent, nobody has it`)
    if (state === "queued" || state === "sending") verdict.stuck.push(`message ${key} is ${state}`)
    if (["failed", "blocked", "cancelled"].includes(state) && reason !== "capped")
      verdict.lost.push(`message ${key} is ${state}`)
    if (state === "unknown") verdict.unknown++
  }
  return verdict
}
