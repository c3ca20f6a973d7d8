import { canvasSchema } from "../../src/core/canvas/schema"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

/** Orders that came in since the last look. */
const NEW = 1_000

/** A touch a customer: half of them a few days before an order, the others whenever. Every order of the store is asked. */
export const attributionCases = ({ database, marketing, customers }: Ground): Case[] => {
  let filled: { plan_no: number; run_no: number } | undefined
  let newest: number[] = []
  const fill = async () => {
    if (filled) return
    const place = { position: { x: 0, y: 0 } }
    const canvas = canvasSchema.parse({
      nodes: [
        { id: "seen", kind: "trigger:did-something", settings: { event: "bench_touched" }, ...place },
        { id: "met", kind: "tags", settings: { add: ["met"], remove: [] }, ...place },
      ],
      edges: [{ from: "seen", port: "out", to: "met" }],
    })
    const { id } = await marketing.savePlan({
      plan: { name: "Bench", type: "triggered", canvas },
      actor: "bench",
    })
    await marketing.publishPlan({ plan_id: id, actor: "bench" })
    await marketing.startDueRuns()
    filled = await database.one(
      "select p.no as plan_no, r.no as run_no from marketing_plan p join marketing_run r on r.plan_no = p.no where p.id = $1",
      [id],
    )
    await database.connection(async (client) => {
      await client.query("set statement_timeout = 0")
      await client.query("truncate marketing_touch")
      await client.query(
        `insert into marketing_touch (key, pid, plan_no, run_no, node, kind, at)
         select 'bench:' || row_number() over (), pid, ${filled!.plan_no}, ${filled!.run_no}, 'mail', 'delivered', at
           from (select pid, placed_at - oid / 6 % 10 * interval '1 day' as at from marketing_order where oid % 6 = 0
                 union all
                 select 1 + (i * 7919::bigint % ${customers})::int, timestamptz '2024-01-01' + (i * 104729::bigint % 731) * interval '1 day'
                   from generate_series(1, ${Math.ceil(customers / 2)}) i) t order by at`,
      )
      await client.query("vacuum analyze marketing_touch")
      await client.query("reset statement_timeout")
    })
    newest = (
      await database.rows<{ oid: number }>("select oid from marketing_order order by oid desc limit $1", [
        NEW,
      ])
    ).map(({ oid }) => oid)
  }
  const answer = async () =>
    JSON.stringify(
      await database.one(
        `select count(*) as orders, sum(net) as net, sum(touch_id) as touches, (select sum(amount) from marketing_credit) as credits
           from marketing_conversion`,
      ),
    )
  /** As written by somebody who does it once: each plan's own window and basis, but nothing is locked or looked for that is there already. */
  const byHand = (oids: number[] | null) => {
    const asked = (row: string) => (oids ? `${row}.oid = any($1)` : "$1::int[] is null")
    return database.transaction(async (tx) => {
      await tx.run("set local statement_timeout = 0")
      await tx.run(
        `insert into marketing_conversion (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net,
                                           refunded, paid, cancelled, updated_at)
         select distinct on (o.oid, t.plan_no) t.plan_no, o.oid, t.run_no, o.pid, t.id, t.node, v.settings #>> '{attribution,basis}', t.at,
                o.placed_at, o.currency, o.total, case when o.cancelled_at is null then o.net else 0 end, o.refunded, o.paid_at is not null,
                o.cancelled_at is not null, $2
           from marketing_order o join marketing_touch t on t.pid = o.pid and t.at <= o.placed_at
           join marketing_run r on r.no = t.run_no left join marketing_enrollment e on e.id = t.enrollment_id
           join marketing_plan_version v on v.plan_no = r.plan_no and v.version = coalesce(e.version, r.version)
          where t.at > o.placed_at - make_interval(days => (v.settings #>> '{attribution,window_days}')::int)
            and (v.settings #>> '{attribution,basis}' = 'touch' or t.kind = 'clicked') and ${asked("o")}
          order by o.oid, t.plan_no, t.at desc, t.id desc`,
        [oids, NOW],
      )
      await tx.run(
        `insert into marketing_credit (oid, model, touch_id, plan_no, run_no, currency, amount)
         select distinct on (oid) oid, 'last', touch_id, plan_no, run_no, currency, net from marketing_conversion o
          where ${asked("o")} order by oid, touched_at desc, touch_id desc`,
        [oids],
      )
    })
  }
  const clear = async () => {
    await fill()
    await database.run("truncate marketing_conversion, marketing_credit")
  }
  return [
    {
      name: `attribution: rebuilt, ${customers} touches and ${customers * 3} orders`,
      before: clear,
      ours: async () => {
        await marketing.rebuildAttribution()
        return answer()
      },
      limit: async () => {
        await byHand(null)
        return answer()
      },
      same: true,
      rounds: 3,
      goal_ratio: 1.5,
    },
    {
      name: `attribution: ${NEW} new orders`,
      before: clear,
      ours: async () => {
        await database.transaction((tx) => marketing.attributeOrders(tx, newest, NOW))
        return answer()
      },
      limit: async () => {
        await byHand(newest)
        return answer()
      },
      same: true,
      goal_ratio: 4,
      goal_ms: 12,
    },
  ]
}
