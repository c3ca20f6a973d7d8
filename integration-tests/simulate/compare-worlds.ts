import type { Database } from "../../src/modules/marketing/database"
import type { Model } from "./model"
import type { PlanInModel, Stay } from "./plan-in-model"

/** `harm`: what it means to a person. */
export type Difference = { at: number; harm: Harm; what: string; plan?: PlanInModel; story: string }
export type Harm = "lost" | "doubled" | "stuck"

type Row = {
  pid: number
  entry: string
  state: Stay["state"]
  reason: string | null
  entered: number
  ended: number | null
  node: string | null
  arrived: number | null
  path: string[] | null
}
const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`

/** What the tables hold that the model does not, or the other way round; the earliest first. */
export async function compareWorlds(database: Database, model: Model, now: number): Promise<Difference[]> {
  const found: Difference[] = []
  for (const plan of model.plans) found.push(...(await comparePlan(database, plan, now)))
  found.push(...(await comparePeople(database, model, now)))
  return found.sort((one, other) => one.at - other.at)
}

async function comparePlan(database: Database, plan: PlanInModel, now: number): Promise<Difference[]> {
  const found: Difference[] = []
  const differ = (at: number, harm: Harm, what: string, story: string) =>
    found.push({ at, harm, what, plan, story })
  const rows = await database.rows<Row>(
    `select e.pid, e.entry, e.state, e.reason, ${MS("e.entered_at")} as entered, ${MS("e.ended_at")} as ended,
            s.node, ${MS("s.arrived_at")} as arrived,
            (select array_agg(l.node || '.' || l.visit || ':' || coalesce(l.port, '- ' || l.reason) || '@' || ${MS("l.finished_at")} order by l.hop)
               from marketing_step_log l where l.enrollment_id = e.id) as path
       from marketing_enrollment e left join marketing_step s on s.enrollment_id = e.id
      where e.plan_no = $1 order by e.pid, e.entered_at, e.id`,
    [plan.no],
  )
  const stays = [...plan.stays].sort((a, b) => a.person.pid - b.person.pid || a.entered - b.entered)
  const pids = new Set([...rows.map(({ pid }) => pid), ...stays.map(({ person }) => person.pid)])
  for (const pid of pids) {
    const mine = rows.filter((row) => row.pid === pid)
    const wanted = stays.filter(({ person }) => person.pid === pid)
    for (let index = 0; index < Math.max(mine.length, wanted.length); index++) {
      const [row, stay] = [mine[index], wanted[index]]
      if (row && stay && row.entered === stay.entered) {
        const parted = whereTheyPart(row, stay)
        if (parted) differ(parted.at, parted.harm, `person ${pid}`, parted.story)
      } else {
        if (row && (!stay || row.entered < stay.entered))
          differ(
            row.entered,
            "doubled",
            `person ${pid}`,
            `came in at ${when(row.entered)} by "${row.entry}", and should not have`,
          )
        else
          differ(
            stay!.entered,
            "lost",
            `person ${pid}`,
            `should have come in at ${when(stay!.entered)} by "${stay!.entry}"`,
          )
        break
      }
    }
  }
  found.push(...(await compareGifts(database, plan, now)))
  const sent = await database.rows<{ name: string; state: string }>(
    `select pid || ' ' || node || ' ' || split_part(key, ':', 3) as name, case when reason = 'capped' then 'capped' else state end as state
       from marketing_send where plan_no = $1 order by 1`,
    [plan.no],
  )
  const names = sent.map(({ name }) => name).join("\n")
  const wanted = [...plan.messages].sort()
  if (names !== wanted.join("\n"))
    differ(
      now,
      sent.length > wanted.length ? "doubled" : "lost",
      "messages",
      `has "${sent.map(({ name }) => name)}", should have "${wanted}"`,
    )
  // Who was in more than once may have got a message of one name the one time and not the other.
  const refused = sent.filter(({ state }) => state === "capped").map(({ name }) => name)
  if (refused.join("\n") !== [...plan.refused].sort().join("\n"))
    differ(now, "stuck", "messages", `was one too many for "${refused}", should be for "${plan.refused}"`)
  for (const { name, state } of sent)
    if (!["capped", "sent", "unknown"].includes(state))
      differ(now, "stuck", "messages", `${name} is ${state}`)
  const row = await database.one<{ state: string }>("select state from marketing_plan where no = $1", [
    plan.no,
  ])
  if (row!.state !== plan.state) differ(now, "stuck", "the plan", `is ${row!.state}, should be ${plan.state}`)
  return found
}

/** What a plan did to people beside their way through it: requests, scores, reps. */
async function compareGifts(database: Database, plan: PlanInModel, now: number): Promise<Difference[]> {
  const rows = await database.rows<{ line: string }>(
    `select 'call ' || pid || ' ' || node || ' ' || split_part(key, ':', 3) as line from marketing_webhook_call where plan_no = $1
     union all
     select 'score ' || pid || ' ' || sum(amount) from marketing_lead_correction where plan_no = $1 group by pid
     union all
     -- Who has the rep already is not given it again.
     (select 'rep ' || pid from marketing_profile where pid = any($2) and rep is not null
      union
      select 'rep ' || pid from marketing_rep_given where plan_no = $1)`,
    [plan.no, [...plan.reps]],
  )
  const has = rows.map(({ line }) => line).sort()
  const should = [
    ...plan.calls.map((call) => `call ${call}`),
    ...[...plan.scores].map(([pid, sum]) => `score ${pid} ${sum}`),
    ...[...plan.reps].map((pid) => `rep ${pid}`),
  ].sort()
  if (has.join() === should.join()) return []
  const harm = has.length > should.length ? "doubled" : "lost"
  return [{ at: now, harm, what: "gifts", plan, story: `has "${has}", should have "${should}"` }]
}

function whereTheyPart(row: Row, stay: Stay): { at: number; harm: Harm; story: string } | null {
  const path = row.path ?? []
  for (let step = 0; step < Math.max(path.length, stay.path.length); step++)
    if (path[step] !== stay.path[step]) {
      const at = Math.min(
        ...[path[step], stay.path[step]].flatMap((one) => (one ? Number(one.split("@")[1]) : [])),
      )
      const way = stay.path.slice(0, step).map(readable)
      return {
        at,
        harm: path[step] ? (stay.path[step] ? "lost" : "doubled") : row.state === "inside" ? "stuck" : "lost",
        story: `after ${way.join(", ") || "coming in"} did ${readable(path[step])}, should have done ${readable(stay.path[step])}`,
      }
    }
  // Whose message is unknown because its worker died goes on as who got it.
  const reason = row.reason === "crashed" ? null : row.reason
  const here = `${row.state} ${reason ?? ""} ${row.ended ?? ""} ${row.state === "inside" ? `${row.node} ${row.arrived}` : ""}`
  const there = `${stay.state} ${stay.reason ?? ""} ${stay.ended ?? ""} ${stay.state === "inside" ? `${stay.node} ${stay.arrived}` : ""}`
  return here === there
    ? null
    : { at: stay.entered, harm: "stuck", story: `is "${here}", should be "${there}"` }
}

async function comparePeople(database: Database, model: Model, now: number): Promise<Difference[]> {
  const rows = await database.rows<Record<string, unknown> & { pid: number }>(
    `select c.pid, c.tags, c.attributes,
            coalesce((select sum(a.balance) from marketing_account a where a.pid = c.pid and a.role = 'customer'), 0)::int as points,
            (select count(*)::int from marketing_coupon k where k.pid = c.pid and k.state = 'free') as coupons,
            array(select s.id from marketing_segment_member m join marketing_segment s on s.no = m.segment_no
                   where m.pid = c.pid and s.type = 'static' order by 1) as lists
       from marketing_profile c order by c.pid`,
  )
  const found: Difference[] = []
  for (const person of model.people.filter(({ deleted }) => !deleted)) {
    const row = rows.find(({ pid }) => pid === person.pid)!
    const lists = [...model.segments].flatMap(([id, one]) =>
      "members" in one && one.members.has(person.pid) ? [id] : [],
    )
    const has = [
      sorted(row.tags as string[]),
      entriesOf(Object.entries(row.attributes as object)),
      row.points,
      row.coupons,
      row.lists,
    ]
    const should = [
      sorted([...person.tags]),
      entriesOf([...person.attributes]),
      person.points,
      person.coupons,
      sorted(lists),
    ]
    if (JSON.stringify(has) !== JSON.stringify(should))
      found.push({
        at: now,
        harm:
          (row.points as number) > person.points || (row.coupons as number) > person.coupons
            ? "doubled"
            : "lost",
        what: `person ${person.pid}`,
        story: `has (tags, attributes, points, coupons, lists) ${JSON.stringify(has)}, should have ${JSON.stringify(should)}`,
      })
  }
  const [ledger] = await database.rows<{ sum: number }>(
    "select coalesce(sum(amount), 0)::int as sum from marketing_entry",
  )
  if (ledger!.sum !== 0)
    found.push({ at: now, harm: "doubled", what: "the ledger", story: `sums to ${ledger!.sum}` })
  return found
}

const sorted = (list: string[]) => [...list].sort()
const entriesOf = (entries: [string, unknown][]) => entries.sort(([a], [b]) => (a < b ? -1 : 1))
const when = (at: number) => new Date(at).toISOString()
const readable = (step: string | undefined) =>
  step ? step.replace(/@(\d+)$/, (_, at) => ` at ${when(Number(at))}`) : "nothing"

/** The smallest useful story: who, where they part, and, where it is wanted, the drawing. */
export function tellDifference({ what, plan, story }: Difference, { drawing }: { drawing: boolean }): string {
  if (!plan) return `${what}: ${story}`
  const told = `${what} in plan ${plan.no} (${plan.type} ${JSON.stringify(plan.settings)}): ${story}`
  const { nodes, edges } = plan.canvas
  const lines = nodes.map(({ id, kind, settings }) => {
    const ways = edges.filter(({ from }) => from === id).map(({ port, to }) => `${port}→${to}`)
    return `    ${id} ${kind} ${JSON.stringify(settings)} ${ways.join(" ")}`
  })
  return drawing ? [told, ...lines].join("\n") : told
}
