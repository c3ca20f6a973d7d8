import type { Case, Ground } from "../bench"

/** Members of the segment whose page is opened: about half of all people. */
const RULE = { did: "purchase", count: { gte: 2 } }
const GOAL_MS = 300

/** What the server does when somebody opens the list of segments, one of them, its people, and its insight. */
export const segmentPageCases = ({ database, marketing }: Ground): Case[] => {
  let made: Promise<string> | undefined
  const segment = () => {
    made ??= (async () => {
      const there = await database.one<{ id: string }>(
        "select id from marketing_segment where name = 'Opened' and deleted_at is null",
      )
      if (there) return there.id
      const saved = await marketing.saveSegment({
        name: "Opened",
        type: "dynamic",
        rule: RULE,
        actor: "bench",
      })
      // What autovacuum does within the minute in a store.
      await database.run("vacuum analyze marketing_segment_member")
      return saved.id
    })()
    return made
  }
  const page = { offset: 0, limit: 20 }
  const opens = (what: string, ours: (segment_id: string) => Promise<unknown>): Case => ({
    name: `segment page: ${what}`,
    before: segment,
    ours: async () => ours(await segment()),
    goal_ms: GOAL_MS,
  })
  return [
    opens("the list of segments", () => marketing.listSegments(page)),
    opens("the segment and where it is used", (segment_id) =>
      Promise.all([marketing.getSegment({ segment_id }), marketing.listSegmentUses({ segment_id })]),
    ),
    opens("its first people", (segment_id) => marketing.listMembers({ segment_id, ...page })),
    opens("people of it by a name", (segment_id) =>
      marketing.listMembers({ segment_id, q: "First12", ...page }),
    ),
    // As most open it: figures of so many people are kept for an hour. The first one waits for what cases/insight.ts measures.
    opens("its insight", (segment_id) => marketing.readInsight({ segment_id })),
    opens("its insight beside another segment", (segment_id) =>
      marketing.readInsight({ segment_id, compare: "mkseg_picked" }),
    ),
  ]
}
