import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import type { Canvas } from "../../src/core/canvas/schema"
import { canvasSchema } from "../../src/core/canvas/schema"
import { LANES } from "../../src/modules/marketing/engine/advance"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

/** People who go through each round. */
const PEOPLE = 100_000

const line = (nodes: [id: string, kind: string, settings: object][], edges: string[]): Canvas =>
  canvasSchema.parse({
    nodes: nodes.map(([id, kind, settings]) => ({ id, kind, settings, position: { x: 0, y: 0 } })),
    edges: edges.map((edge) => {
      const [from, port, to] = edge.split(" ")
      return { from, port, to }
    }),
  })

const WALKER = path.join(__dirname, "..", "walker.cjs")

/** So many worker processes, warm and waiting; `go` answers when none of them finds anybody any more. */
function crewOf(many: number, url: string) {
  let crew: Promise<ChildProcess[]> | undefined
  const all = (word: string) => async (workers: ChildProcess[]) => {
    const done = workers.map((worker) => once(worker, "message"))
    for (const worker of workers) worker.send(word)
    await Promise.all(done)
    return workers
  }
  const begin = () =>
    Promise.all(
      Array.from({ length: many }, async () => {
        const worker = fork(WALKER, [url])
        await once(worker, "message")
        return worker
      }),
    )
  return {
    ready: () => (crew ??= begin()),
    go: async () => void (await crew!.then(all("go"))),
    end: async () => void (await crew?.then(all("end"))),
  }
}

export async function engineCases({ database, marketing, customers, url }: Ground): Promise<Case[]> {
  const heads = Math.min(PEOPLE, customers)
  const segment = await marketing.saveSegment({ name: `First ${heads}`, type: "static", actor: "bench" })
  await database.run(
    `insert into marketing_segment_member (segment_no, pid, entered_at)
     select s.no, p.pid, $2 from marketing_segment s, (select pid from marketing_profile order by pid limit $3) p where s.id = $1
     on conflict do nothing`,
    [segment.id, NOW, heads],
  )
  const who: [string, string, object] = ["who", "segment", { segment_id: segment.id }]
  const wait: [string, string, object] = ["rest", "wait", { amount: 30, unit: "days" }]
  const resting = line([who, wait, ["end", "exit", {}]], ["who out rest", "rest out end"])
  const pure = line(
    [
      who,
      [
        "split",
        "split-test",
        {
          variants: [
            { id: "a", name: "A", share: 50 },
            { id: "b", name: "B", share: 50 },
          ],
        },
      ],
      ["ask_a", "filter", { rule: { fact: "profile.country", op: "is", value: "de" } }],
      ["ask_b", "filter", { rule: { fact: "profile.country", op: "is", value: "fr" } }],
      ["end", "exit", {}],
    ],
    [
      "who out split",
      "split a ask_a",
      "split b ask_b",
      "ask_a yes end",
      "ask_a no end",
      "ask_b yes end",
      "ask_b no end",
    ],
  )
  const giving = line(
    [
      who,
      [
        "split",
        "split-test",
        {
          variants: [
            { id: "a", name: "A", share: 50 },
            { id: "b", name: "B", share: 50 },
          ],
        },
      ],
      ["gift_a", "benefit:points", { amount: 10 }],
      ["gift_b", "benefit:points", { amount: 20 }],
      ["end", "exit", {}],
    ],
    [
      "who out split",
      "split a gift_a",
      "split b gift_b",
      "gift_a granted end",
      "gift_b granted end",
      "gift_a refused end",
      "gift_b refused end",
    ],
  )

  const publish = async (canvas: Canvas): Promise<void> => {
    const plan = await marketing.savePlan({
      plan: { name: "Bench", type: "one_time", canvas },
      actor: "bench",
    })
    await marketing.publishPlan({ plan_id: plan.id, actor: "bench" })
    await marketing.startDueRuns()
  }
  const clear = () =>
    database.run(
      "truncate marketing_enrollment, marketing_step, marketing_step_log, marketing_effect, marketing_node_count",
    )

  const enrollByHand = () =>
    database.transaction(async (tx) => {
      for (let after = 0; ; ) {
        const page = await tx.one<{ last: number | null }>(
          `with page as (select pid from marketing_segment_member where segment_no = (select no from marketing_segment where id = $1)
                            and pid > $2 order by pid limit 5000),
           entered as (
             insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
             select 2000000, 2000000, 1, pid, 'once', 'who', 'inside', $3 from page on conflict do nothing returning id, pid),
           stepped as (
             insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, run_at, entered_at, arrived_at)
             select id, 'rest', 1, 2000000, 2000000, 1, pid, $3, $3, $3 from entered)
           select max(pid) as last from page`,
          [segment.id, after, NOW],
        )
        if (!page?.last) return
        after = page.last
      }
    })
  /** Three nodes for everyone as one statement each over the whole set, every visit logged: the floor of any engine. */
  const walkByHand = (effect: boolean) =>
    database.transaction(async (tx) => {
      await tx.run(
        `insert into marketing_step_log (finished_at, enrollment_id, node, visit, hop, plan_no, run_no, pid, port, arrived_at)
         select $1, s.enrollment_id, n.node, 1, n.hop, s.plan_no, s.run_no, s.pid, 'out', s.arrived_at
           from marketing_step s cross join (values ('split', 1), ('ask', 2), ('end', 3)) n(node, hop)`,
        [NOW],
      )
      if (effect) {
        await tx.run(
          `insert into marketing_effect (enrollment_id, node, visit, index, plan_no, run_no, pid, type, done, at)
           select enrollment_id, 'gift', 1, 0, plan_no, run_no, pid, 'points', true, $1 from marketing_step`,
          [NOW],
        )
        await tx.run(POINTS_BY_HAND, [NOW])
        await tx.run(
          `insert into marketing_touch (key, pid, plan_no, run_no, node, enrollment_id, kind, at)
           select 'grant:' || enrollment_id || ':gift:1:0', pid, plan_no, run_no, 'gift', enrollment_id, 'granted', $1 from marketing_step`,
          [NOW],
        )
      }
      await tx.run(
        "update marketing_enrollment set state = 'through', ended_at = $1 where run_no = 2000000",
        [NOW],
      )
      await tx.run("delete from marketing_step")
    })

  const walk = (name: string, canvas: Canvas, effect: boolean, goals: Partial<Case>): Case => ({
    name,
    before: async (side) => {
      await clear()
      if (effect)
        await database.run(
          "truncate marketing_lot, marketing_entry, marketing_txn, marketing_account, marketing_touch restart identity",
        )
      if (side === "limit") return enrollByHand()
      await publish(canvas)
      return marketing.enrollRuns()
    },
    ours: () =>
      Promise.all(
        Array.from({ length: LANES }, async () => {
          while (await marketing.advance());
        }),
      ),
    limit: () => walkByHand(effect),
    per_second: heads,
    rounds: 3,
    ...goals,
  })

  const byCrew = (many: number): Case => {
    const crew = crewOf(many, url)
    const alone = walk(`engine: by ${many} worker process${many === 1 ? "" : "es"}`, pure, false, {})
    return {
      ...alone,
      before: async (side, round) => {
        await crew.ready()
        await alone.before!(side, round)
      },
      ours: crew.go,
      limit: undefined,
      after: crew.end,
    }
  }

  return [
    {
      name: `enroll ${heads} people`,
      before: async (side) => {
        await clear()
        if (side === "ours") await publish(resting)
      },
      ours: () => marketing.enrollRuns(),
      limit: enrollByHand,
      per_second: heads,
      rounds: 3,
      goal_ratio: 2,
      goal_ms: 1700 * (heads / 100_000),
    },
    walk(`engine: ${heads} people through three pure nodes`, pure, false, { goal_ratio: 2 }),
    walk(`engine: ${heads} people through three nodes with points`, giving, true, { goal_ratio: 2 }),
    byCrew(1),
    byCrew(2),
    byCrew(4),
  ]
}

/** One transaction, two entries, one lot and one purse a person. */
export const POINTS_BY_HAND = `
  with purse as (
    insert into marketing_account (pid, role, balance) select pid, 'customer', 10 from marketing_step
    on conflict (pid, system) where pid is not null do update set balance = marketing_account.balance + 10
    returning id, pid),
  issued as (
    insert into marketing_account (role, balance) values ('issued', 0)
    on conflict (system, role) where pid is null do update set balance = marketing_account.balance returning id),
  txn as (
    insert into marketing_txn (key, kind, at, plan_no, run_no, node)
    select 'hand:' || pid, 'grant', $1, 2000000, 2000000, 'gift' from purse returning id, key),
  pair as (select txn.id as txn_id, purse.id as account_id from txn join purse on txn.key = 'hand:' || purse.pid),
  entries as (
    insert into marketing_entry (txn_id, account_id, amount)
    select txn_id, account_id, 10 from pair union all select txn_id, (select id from issued), -10 from pair)
  insert into marketing_lot (account_id, txn_id, amount, remaining, created_at) select account_id, txn_id, 10, 10, $1 from pair`
