import { Conflict, type Named } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ForgetSyncsOfSegment } from "../sync/segment-syncs"
import type { ListSegmentUses, Uses } from "./read-segments"

type Parts = {
  database: Database
  clock: Clock
  listSegmentUses: ListSegmentUses
  forgetSyncsOfSegment: ForgetSyncsOfSegment
}

/** Takes a segment away with its members. Throws Missing; Conflict while something uses it, naming the users. */
export const deleteSegment =
  ({ database, clock, listSegmentUses, forgetSyncsOfSegment }: Parts) =>
  async ({ segment_id, actor }: { segment_id: string; actor?: string }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      // Saving a segment takes it too: nobody comes to use this one between our look and its end.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      const users = usersIn(await listSegmentUses({ segment_id, tx }))
      if (users.length > 0)
        throw new Conflict("segment/in-use", `Still used by ${inWords(users)}.`, { users })
      const gone = await tx.one<{ no: number }>(
        `with gone as (update marketing_segment set deleted_at = $2 where id = $1 and deleted_at is null returning no),
              members as (delete from marketing_segment_member m using gone where m.segment_no = gone.no)
         select no from gone`,
        [segment_id, now],
      )
      if (gone) await forgetSyncsOfSegment(tx, gone.no)
      await tx.run(
        `insert into marketing_audit (at, actor, entity, entity_id, action) values ($1, $2, 'segment', $3, 'deleted')`,
        [now, actor ?? null, segment_id],
      )
    })
  }

const usersIn = ({ segments, plans, syncs }: Uses): Named[] => [
  ...segments.map(({ name }): Named => ({ what: "segment", name })),
  ...plans.map(({ name }): Named => ({ what: "plan", name })),
  ...syncs.map(({ kind, name }): Named => ({ what: kind === "group" ? "customer_group" : "webhook", name })),
]

const inWords = (users: Named[]): string =>
  users
    .map(({ what, name }) =>
      what === "webhook" ? `webhook to ${name}` : `${what.replace("_", " ")} "${name}"`,
    )
    .join(", ")
