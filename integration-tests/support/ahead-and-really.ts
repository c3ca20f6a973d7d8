import type { PreRunResult } from "../../src/core/pre-run/result"
import { settle } from "./plans"
import type { World } from "./world"

/** What a pre-run and what really happened have in common. */
export type Figures = {
  nodes: Record<
    string,
    { in: number; waiting: number; passed: Record<string, number>; sent: number; blocked: number }
  >
  blocked: Record<string, number>
  coupons: Record<string, number>
  points: number
  ends: Record<string, number>
  held_out: number
}

/** Publishes the plan and lets the real engine live from moment to moment until nothing more is due before `until`. */
export async function liveOn(world: World, plan_id: string, until: Date): Promise<void> {
  const { marketing, database, clock } = world
  await marketing.publishPlan({ plan_id, actor: "user_1" })
  for (;;) {
    for (
      let [before, done] = ["", await doneBy(world)];
      before !== done;
      [before, done] = [done, await doneBy(world)]
    ) {
      await settle(marketing)
      while (await marketing.giveTurns()) await settle(marketing)
      await settle(marketing)
      while (await marketing.performSends()) await settle(marketing)
    }
    const now = await clock.now()
    const next = await database.one<{ at: Date | null }>(
      `select min(at) as at from (
         select min(run_at) as at from marketing_step where state = 'ready' and run_at > $1 and run_at < '9999-01-01'
         union all select min(run_at) from marketing_send where state = 'queued' and run_at > $1
         union all select min(due_at) from marketing_run where state = 'scheduled' and due_at > $1
         union all select min(t.at) + interval '1 hour' from marketing_turn t
                    where t.at + interval '1 hour' > $1
                      and exists (select 1 from marketing_step s where s.run_at > '9999-01-01')) moments`,
      [now],
    )
    if (!next?.at || next.at > until) return
    clock.set(next.at)
  }
}

/** One thing leads to another at the same moment: a turn to a message, a message to the next turn. */
const doneBy = async ({ database }: World): Promise<string> =>
  JSON.stringify(
    await database.one(
      `select (select count(*) from marketing_step_log) as steps, (select count(*) from marketing_step) as open,
              (select count(*) from marketing_send where state = 'queued') as queued, (select count(*) from marketing_send) as sends,
              (select sum(fence) from marketing_step) as claims`,
    ),
  )

export async function whatHappened({ marketing, database }: World, plan_id: string): Promise<Figures> {
  const plan = (await database.one<{ no: number }>("select no from marketing_plan where id = $1", [plan_id]))!
  const nodes = await marketing.planNodes({ plan_id })
  const counted = async (text: string) =>
    Object.fromEntries(
      (await database.rows<{ key: string; n: number }>(text, [plan.no])).map(({ key, n }) => [key, n]),
    )
  return {
    nodes: Object.fromEntries(
      nodes.map(({ node, in: heads, waiting, passed, messages }) => [
        node,
        { in: heads, waiting, passed, sent: messages?.sent ?? 0, blocked: messages?.blocked ?? 0 },
      ]),
    ),
    blocked: await counted(
      `select channel || ' ' || reason as key, count(*)::int as n from marketing_send
        where plan_no = $1 and state = 'blocked' group by 1`,
    ),
    coupons: await counted(
      `select t.id as key, count(*)::int as n from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
        where c.plan_no = $1 group by 1`,
    ),
    points: (await database.one<{ n: number }>(
      `select coalesce(sum(n.amount), 0)::int as n from marketing_entry n join marketing_txn x on x.id = n.txn_id
           join marketing_account a on a.id = n.account_id and a.role = 'customer'
          where x.plan_no = $1 and x.kind = 'grant'`,
      [plan.no],
    ))!.n,
    ends: await counted(
      `select case when state = 'left' then 'left ' || coalesce(reason, '') else state end as key, count(*)::int as n
         from marketing_enrollment where plan_no = $1 and state <> 'held_out' group by 1`,
    ),
    held_out: (await database.one<{ n: number }>(
      "select count(*)::int as n from marketing_enrollment where plan_no = $1 and state = 'held_out'",
      [plan.no],
    ))!.n,
  }
}

/** Nodes over groups are counted by the pre-run only: nobody walks through them. */
export function whatWasForeseen(result: PreRunResult, groups: string[] = []): Figures {
  const left = Object.entries(result.ends.left).map(([reason, n]) => [`left ${reason}`, n] as const)
  const ends = { through: result.ends.through, inside: result.ends.inside, ...Object.fromEntries(left) }
  const there = <T extends Record<string, number>>(counts: T) =>
    Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
  return {
    nodes: Object.fromEntries(
      result.nodes
        .filter((node) => node.in > 0 && !groups.includes(node.node))
        .map(({ node, in: heads, waiting, passed, messages }) => [
          node,
          { in: heads, waiting, passed, sent: messages?.sent ?? 0, blocked: messages?.blocked ?? 0 },
        ]),
    ),
    blocked: Object.fromEntries(
      result.blocked.map(({ channel, reason, count }) => [`${channel} ${reason}`, count]),
    ),
    coupons: there(Object.fromEntries(result.coupons.map((one) => [one.template_id, one.granted]))),
    points: result.points.granted,
    ends: there(ends),
    held_out: result.entry.held_out,
  }
}
