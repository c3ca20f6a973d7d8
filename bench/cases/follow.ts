import type { Rule } from "../../src/core/rules/schema"
import { audienceChores } from "../../src/modules/marketing/audience/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const CHANGED = 1_000
const EVENTS = 40

const ago = (days: number): string =>
  `timestamptz '${new Date(NOW.getTime() - days * 86_400_000).toISOString()}'`
const bought = (days: number): { rule: Rule; sql: string } => ({
  rule: { did: "purchase", window: { last: { days } } },
  sql: `p.last_purchase_at > ${ago(days)}`,
})
const fact = (name: string, op: string, value: unknown, sql: string): { rule: Rule; sql: string } => ({
  rule: { fact: name, op, value },
  sql,
})

/** Ten segments of every day, and what their rules mean of a row `p` of marketing_profile. */
const TEN: { rule: Rule; sql: string }[] = [
  fact("profile.country", "is", "de", "p.country = 'de'"),
  fact("profile.gender", "is", "female", "p.gender = 'female'"),
  fact("profile.birthday", "anniversary_in_month", 5, "p.birth_md between 501 and 531"),
  bought(30),
  bought(60),
  {
    rule: { not: { did: "purchase", window: { last: { days: 180 } } } },
    sql: `(p.last_purchase_at > ${ago(180)}) is not true`,
  },
  {
    rule: { did: "purchase", count: { gte: 3 }, window: { last: { days: 90 } } },
    sql: `p.pid in (select pid from marketing_order where purchase and placed_at > ${ago(90)} and pid = any($1)
                     group by pid having count(*) >= 3)`,
  },
  {
    rule: { did: "purchase", amount: { gt: 50_000, currency: "eur" }, window: { last: { days: 365 } } },
    sql: `p.pid in (select pid from marketing_order where purchase and placed_at > ${ago(365)} and pid = any($1)
                     group by pid having sum(net) filter (where currency = 'eur') > 50000)`,
  },
  {
    rule: { did: "product_viewed", count: { gte: 2 }, window: { last: { days: 30 } } },
    sql: `p.pid in (select pid from marketing_event where name = 'product_viewed' and at > ${ago(30)} and pid = any($1)
                     group by pid having count(*) >= 2)`,
  },
  {
    rule: {
      all: [
        { did: "product_viewed", window: { last: { days: 7 } } },
        { not: { did: "purchase", window: { last: { days: 7 } } } },
      ],
    },
    sql: `exists (select 1 from marketing_event e where e.pid = p.pid and e.name = 'product_viewed' and e.at > ${ago(7)})
          and (p.last_purchase_at > ${ago(7)}) is not true`,
  },
]

/** Numbers of segments that no plan knows, for the hand-written side. */
const BY_HAND = 1_000_100

export const followCases = ({ database, marketing, customers }: Ground): Case[] => {
  let numbers: number[] | undefined
  let worker: Worker | undefined
  const ours = async () => {
    if (numbers) return numbers
    // Those of other cases and of runs before would follow as well.
    await database.run("update marketing_segment set state = 'archived' where type = 'dynamic'")
    const made = []
    for (const { rule } of TEN)
      made.push(await marketing.saveSegment({ name: JSON.stringify(rule), type: "dynamic", rule }))
    // Filling the store changed something about everybody, which no segment follows person by person.
    while (await marketing.spreadChanges());
    while (await marketing.followNextSegment());
    while (await marketing.refreshNextSegment());
    numbers = made.map((segment) => segment.no)
    return numbers
  }
  const changed = (round: number) =>
    Array.from({ length: CHANGED }, (_, i) => 1 + ((i * 7919 + round * 104_729) % customers))
  const among = (pids: number[], from: number[]) =>
    database.one<{ n: number }>(
      "select count(*) as n from marketing_segment_member where segment_no = any($1) and pid = any($2)",
      [from, pids],
    )
  const byHand = TEN.map((_, index) => BY_HAND + index)
  return [
    {
      name: `follow: ${CHANGED} changed customers, ten segments`,
      before: async (side, round) => {
        const from = side === "ours" ? await ours() : byHand
        // Every second of them was a member, and is one no more unless the rule says so.
        await database.run(
          "delete from marketing_segment_member where segment_no = any($1) and pid = any($2)",
          [from, changed(round)],
        )
        await database.run(
          `insert into marketing_segment_member (segment_no, pid, entered_at)
           select no, pid, $3 from unnest($1::int[]) no, unnest($2::int[]) pid where pid % 2 = 0`,
          [from, [...new Set(changed(round))], NOW],
        )
      },
      ours: async (round) => {
        await database.transaction((tx) => marketing.noteChanges(tx, changed(round)))
        while (await marketing.spreadChanges());
        while (await marketing.followNextSegment());
        return (await among(changed(round), await ours()))!.n
      },
      limit: async (round) => {
        const pids = changed(round)
        for (const [index, { sql }] of TEN.entries())
          await database.run(
            `with wanted as materialized (
               select p.pid from marketing_profile p where p.deleted_at is null and p.pid = any($1) and ${sql}),
             gone as (
               delete from marketing_segment_member m where m.segment_no = $2 and m.pid = any($1)
                  and not exists (select 1 from wanted w where w.pid = m.pid) returning m.pid, m.entered_at),
             kept as (
               insert into marketing_segment_left (segment_no, pid, entered_at, left_at)
               select $2, pid, entered_at, $3 from gone on conflict do nothing)
             insert into marketing_segment_member (segment_no, pid, entered_at)
             select $2, pid, $3 from wanted on conflict do nothing`,
            [pids, BY_HAND + index, NOW],
          )
        return (await among(pids, byHand))!.n
      },
      same: true,
      goal_ratio: 2,
      goal_ms: 110,
    },
    {
      name: "follow: from an event until its person is a member, 95 in 100",
      ours: async (round) => {
        const no = (await ours())[8]!
        const pid = 1 + ((round * 7_907 + 11) % customers)
        await database.run("delete from marketing_segment_member where segment_no = $1 and pid = $2", [
          no,
          pid,
        ])
        worker ??= await startWorker({
          chores: audienceChores(marketing),
          wakeups: postgresWakeups(database),
          log: console.log,
        })
        const seen = [0, 1].map((nth) => ({
          at: NOW,
          key: `seen ${process.pid} ${round} ${nth}`,
          name: "product_viewed",
          pid,
        }))
        await database.transaction((tx) => marketing.recordEvents(tx, seen))
        while (!(await among([pid], [no]))!.n) await new Promise((resolve) => setTimeout(resolve, 10))
        if (round === EVENTS) await worker.stop()
      },
      rounds: EVENTS,
      quantile: 0.95,
      goal_ms: 5_000,
    },
  ]
}
