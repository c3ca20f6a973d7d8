import type { Case, Ground } from "../bench"
import { NOW } from "../store"

const RULE = {
  all: [{ did: "purchase" }, { did: "purchase", count: { eq: 0 }, window: { last: { days: 60 } } }],
}
const SQL = `select pid from marketing_profile where deleted_at is null and purchases > 0
               and last_purchase_at <= timestamptz '${new Date(NOW.getTime() - 60 * 86_400_000).toISOString()}'`

/** Number of a segment that no plan knows, for the hand-written side. */
const BY_HAND = 1_000_000

export const refreshCases = ({ database, marketing }: Ground): Case[] => {
  let segment_id: string | undefined
  const ourSegment = async () => {
    segment_id ??= (
      await marketing.saveSegment({ name: "Lapsed", type: "dynamic", rule: RULE, actor: "bench" })
    ).id
    return segment_id
  }
  const numberOf = async () =>
    (await database.one<{ no: number }>("select no from marketing_segment where id = $1", [
      await ourSegment(),
    ]))!.no
  return [
    {
      name: "refresh: every member written new",
      before: async (side) => {
        const no = side === "ours" ? await numberOf() : BY_HAND
        await database.run("delete from marketing_segment_member where segment_no = $1", [no])
      },
      ours: async () => (await marketing.refreshSegment({ segment_id: await ourSegment() })).entered,
      limit: () =>
        database.run(
          `insert into marketing_segment_member (segment_no, pid, entered_at) select $1, pid, $2 from (${SQL} order by pid) s`,
          [BY_HAND, NOW],
        ),
      same: true,
      goal_ratio: 1.5,
      goal_ms: 3500,
    },
    {
      name: "refresh: one in a hundred members changed",
      before: async (side) => {
        const no = side === "ours" ? await numberOf() : BY_HAND
        await database.run("delete from marketing_segment_member where segment_no = $1 and pid % 100 = 0", [
          no,
        ])
      },
      ours: async () => (await marketing.refreshSegment({ segment_id: await ourSegment() })).entered,
      limit: () =>
        database.transaction(async (tx) => {
          await tx.run(`create temp table fresh on commit drop as ${SQL}`)
          await tx.run("analyze fresh")
          // Right after so many members were written their statistics are old, and loops over them never end.
          await tx.run("set local enable_nestloop = off")
          await tx.run(
            "delete from marketing_segment_member m where segment_no = $1 and not exists (select 1 from fresh f where f.pid = m.pid)",
            [BY_HAND],
          )
          return tx.run(
            `insert into marketing_segment_member (segment_no, pid, entered_at)
             select $1, f.pid, $2 from fresh f
              where not exists (select 1 from marketing_segment_member m where m.segment_no = $1 and m.pid = f.pid)`,
            [BY_HAND, NOW],
          )
        }),
      same: true,
      goal_ratio: 1.5,
      goal_ms: 3500,
    },
  ]
}
