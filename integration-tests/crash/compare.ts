import type { Database } from "../../src/modules/marketing/database"
import { chanceFor } from "../../src/modules/marketing/engine/chance"
import type { Estate } from "./holding"
import { CHANNEL_WAVE } from "./provider"
import { LUCKY, PACE, PER_DAY, POINTS_A, POINTS_B, POINTS_BACK, type Story } from "./story"
import { overtaken } from "./watch-fence"

export type Difference = { lost: string[]; doubled: string[]; stuck: string[]; unknown: number }

type Fate = {
  pid: number
  nodes: string
  points: number
  coupons: number
  notes: string[]
  tags: string[]
  /** On the list, with a warmer lead score and a sales rep. */
  marked?: boolean
}

/** What should have become of one person, worked out without the engine. Who of "a" gets a coupon is open; how many is not. */
function expected(story: Story, pid: number, lucky: boolean): Fate[] {
  const a = chanceFor(story.plan_no, pid)("split") < 0.5
  if (a)
    return [
      {
        pid,
        nodes: "split rest coupon coupon_note",
        points: 0,
        coupons: 1,
        notes: ["coupon_note"],
        tags: [],
      },
      { pid, nodes: "split rest coupon sorry", points: 0, coupons: 0, notes: [], tags: ["sorry"] },
    ]
  if (lucky)
    return [
      {
        pid,
        nodes: "split points lucky gold gold_note",
        points: POINTS_A,
        coupons: 0,
        notes: ["gold_note"],
        tags: ["gold"],
      },
    ]
  return [
    {
      pid,
      nodes: "split points lucky pause turn more_points back warm rep list tell bye",
      points: POINTS_A + POINTS_B - POINTS_BACK,
      coupons: 0,
      notes: [],
      tags: [],
      marked: true,
    },
  ]
}

/**
 * Compares a finished plan with the model, from the tables and from what the provider saw (`outside`) alone.
 * `estate`: what workers held when they died. A message is unknown because of that or not at all (G4).
 */
export async function compare(
  database: Database,
  outside: Database,
  story: Story,
  estate?: Estate,
): Promise<Difference> {
  const lost: string[] = []
  const doubled: string[] = []
  const stuck: string[] = []
  const plan = [story.plan_no]
  const more = (there: number, wanted: number, what: string) => {
    if (there < wanted) lost.push(`${what}: ${there} of ${wanted}`)
    if (there > wanted) doubled.push(`${what}: ${there} of ${wanted}`)
  }

  const people = await database.rows<{
    pid: number
    tags: string[]
    entries: number
    inside: number
    nodes: string
    points: number
    coupons: number
    effects: number
    warmer: number
    reps: number
    listed: number
    told: number
    notes: string[]
  }>(
    `select c.pid, c.tags,
            (select count(*) from marketing_enrollment e where e.plan_no = $1 and e.pid = c.pid) as entries,
            (select count(*) from marketing_enrollment e where e.plan_no = $1 and e.pid = c.pid and e.state = 'inside') as inside,
            coalesce((select string_agg(node, ' ' order by hop) from marketing_step_log l where l.plan_no = $1 and l.pid = c.pid), '') as nodes,
            coalesce((select sum(n.amount) from marketing_txn x join marketing_entry n on n.txn_id = x.id
                        join marketing_account a on a.id = n.account_id and a.role = 'customer' and a.pid = c.pid
                       where x.plan_no = $1), 0)::int as points,
            (select count(*) from marketing_coupon k where k.plan_no = $1 and k.pid = c.pid) as coupons,
            (select count(*) from marketing_effect f where f.plan_no = $1 and f.pid = c.pid) as effects,
            (select coalesce(sum(amount), 0)::int from marketing_lead_correction l where l.plan_no = $1 and l.pid = c.pid) as warmer,
            (select count(*) from marketing_rep_given r where r.plan_no = $1 and r.pid = c.pid and r.rep = c.rep) as reps,
            (select count(*) from marketing_segment_member m where m.pid = c.pid) as listed,
            (select count(*) from marketing_webhook_call w where w.plan_no = $1 and w.pid = c.pid) as told,
            array(select node from marketing_send s where s.plan_no = $1 and s.pid = c.pid order by node) as notes
       from marketing_profile c order by c.pid`,
    plan,
  )
  let granted = 0
  let wanting = 0
  for (const person of people) {
    const ways = expected(story, person.pid, person.tags.includes(LUCKY))
    if (ways.length > 1) wanting++
    granted += person.coupons
    more(person.entries, 1, `entries of ${person.pid}`)
    if (person.inside > 0) {
      stuck.push(`${person.pid} is still inside after ${person.nodes}`)
      continue
    }
    const way = ways.find((one) => one.coupons === Math.min(person.coupons, 1)) ?? ways[0]!
    more(person.coupons, way.coupons, `coupons of ${person.pid}`)
    more(person.points, way.points, `points of ${person.pid}`)
    more(person.notes.length, way.notes.length, `messages to ${person.pid}`)
    if (person.nodes !== way.nodes)
      (person.nodes.length > way.nodes.length ? doubled : lost).push(
        `way of ${person.pid}: "${person.nodes}" for "${way.nodes}"`,
      )
    const proofs = way.nodes.split(" ").filter((node) => !ASKING_NOTHING.has(node)).length
    more(person.effects, proofs, `effects of ${person.pid}`)
    const marks = way.marked ? 1 : 0
    more(person.warmer, marks, `lead score of ${person.pid}`)
    more(person.reps, marks, `sales reps of ${person.pid}`)
    more(person.told, marks, `webhooks of ${person.pid}`)
    if (person.listed < marks) lost.push(`place on the list of ${person.pid}`)
    for (const tag of way.tags) if (!person.tags.includes(tag)) lost.push(`tag ${tag} of ${person.pid}`)
  }
  more(granted, Math.min(story.coupons, wanting), "coupons granted")

  const sends = await database.rows<{ key: string; state: string; reason: string | null }>(
    "select key, state, reason from marketing_send where plan_no = $1",
    plan,
  )
  const handedOver = await handOvers(outside)
  for (const { key, state, reason } of sends) {
    const send = { key, state, seen: handedOver.get(key) ?? 0 }
    if (send.seen > 1) doubled.push(`message ${send.key} was handed over ${send.seen} times`)
    if (send.state === "sent" && send.seen === 0)
      lost.push(`message ${send.key} is called sent, nobody has it`)
    if (send.state === "queued" || send.state === "sending")
      stuck.push(`message ${send.key} is ${send.state}`)
    if (["failed", "blocked", "cancelled"].includes(send.state) && reason !== "capped")
      lost.push(`message ${send.key} is ${send.state}`)
  }
  for (const { pid, got, refused } of await wrongPlaces(database))
    if (refused) lost.push(`a message to ${pid}, who was refused it while there was a place`)
    else doubled.push(`${pid} got ${got} messages on one day`)
  const unknown = sends.filter((send) => send.state === "unknown").map((send) => send.key)
  if (estate) {
    const unexplained = unknown.filter((key) => !estate.sends.has(key))
    // Who died while claiming knew no key yet, and surely had handed nothing over.
    const claimed = unexplained.filter((key) => !handedOver.has(key)).slice(0, estate.claims * CHANNEL_WAVE)
    for (const key of unexplained)
      if (!claimed.includes(key)) lost.push(`what became of message ${key}, though nobody died over it`)
    for (const { enrollment_id, node } of await overtaken(database))
      doubled.push(`step ${node} of enrollment ${enrollment_id} was taken by a worker whose claim was over`)
  }

  for (const { people, until } of await crowdsAtTheTurn(database, story))
    doubled.push(`${people} people had their turn in the ${PACE.per} up to ${until.toISOString()}`)

  const sums = await database.one<{
    ledger: number
    purses: number
    counts: number
    turns: number
    members: number
    state: string
    steps: number
  }>(
    `select (select coalesce(sum(amount), 0)::int from marketing_entry) as ledger,
            (select count(*)::int from marketing_account a
              where a.role = 'customer' and a.balance <> (select coalesce(sum(amount), 0) from marketing_entry n where n.account_id = a.id)) as purses,
            (select count(*)::int from (
               select c.node, c.port, c.passed from marketing_node_count c where c.run_no = $2 and c.node <> 'who'
               except
               select node, coalesce(port, ''), count(*)::int from marketing_step_log where run_no = $2 group by 1, 2) wrong) as counts,
            (select coalesce(sum(given), 0)::int from marketing_rep_turn where plan_no = $1)
              - (select count(*)::int from marketing_rep_given where plan_no = $1) as turns,
            (select member_count - (select count(*)::int from marketing_segment_member m where m.segment_no = s.no)
               from marketing_segment s) as members,
            (select count(*)::int from marketing_step where plan_no = $1) as steps,
            (select state from marketing_plan where no = $1) as state`,
    [story.plan_no, story.run_no],
  )
  if (sums!.ledger !== 0 || sums!.purses !== 0)
    doubled.push(`the ledger does not sum: ${JSON.stringify(sums)}`)
  if (sums!.turns !== 0 || sums!.members !== 0) doubled.push(`turns or members: ${JSON.stringify(sums)}`)
  if (sums!.counts !== 0) doubled.push("the counters per node differ from the log")
  if (sums!.state !== "ended" || sums!.steps > 0)
    stuck.push(`the plan is ${sums!.state} with ${sums!.steps} steps`)
  return { lost, doubled, stuck, unknown: unknown.length }
}

/** Nodes without an effect of ours. */
const ASKING_NOTHING = new Set([
  "tell",
  "turn",
  "split",
  "rest",
  "coupon_note",
  "lucky",
  "gold_note",
  "pause",
  "bye",
])

/** Minutes in which more passed the rate limit than may. */
const crowdsAtTheTurn = (database: Database, { plan_no }: Story) =>
  database.rows<{ people: number; until: Date }>(
    `with passed as (select finished_at as at from marketing_step_log where plan_no = $1 and node = 'turn' and port is not null)
     select at as until, people from (
       select distinct at, (select count(*)::int from passed p where p.at <= u.at and p.at > u.at - $2::interval) as people
         from passed u) minutes where people > $3`,
    [plan_no, `1 ${PACE.per}`, PACE.people],
  )

/** Who got more in one day than they may, and who was refused one for which there was a place. */
const wrongPlaces = (database: Database) =>
  database.rows<{ pid: number; got: number; refused: boolean }>(
    `with placed as (
       select pid, (placed_at at time zone 'UTC')::date as day, count(*)::int as n
         from marketing_send where state in ('sent', 'unknown') group by 1, 2)
     select pid, n as got, false as refused from placed where n > $1
     union all
     -- Who was late may have been asked about on the next day only.
     select s.pid, 0, true from marketing_send s
      where s.reason = 'capped' and not exists (
        select 1 from placed p where p.pid = s.pid and p.n >= $1
           and p.day - (s.run_at at time zone 'UTC')::date between 0 and 1)`,
    [PER_DAY],
  )

/** How often the provider was given each message. */
async function handOvers(outside: Database): Promise<Map<string, number>> {
  const seen = await outside.rows<{ key: string; times: number }>(
    "select key, count(*) as times from crash_provider group by key",
  )
  return new Map(seen.map(({ key, times }) => [key, times]))
}
