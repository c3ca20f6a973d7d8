import { looksLikeScanner } from "../../../core/message/scanner"
import type { RecordTouches } from "../attribution/record-touches"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { findLink, insertClick, markClicked } from "./store/mail"

/** One touch a link and day: clicking twice in a row says nothing new, coming back next week does. */
const touchKey = (token: string, at: Date): string => `click:${token}:${at.toISOString().slice(0, 10)}`

/**
 * Somebody followed a tracked link. Answers where it leads, which only our table decides (S1), or null when there is no
 * such link. What a machine opened is kept and flagged, and moves nothing (S3). `look`: only ask, record nothing (HEAD);
 * a test's links are only looked at.
 */
export const recordClick =
  ({ database, clock, recordTouches }: { database: Database; clock: Clock; recordTouches: RecordTouches }) =>
  async (click: { token: string; user_agent?: string; look?: boolean }): Promise<string | null> => {
    const link = await findLink(database, click.token)
    if (!link || click.look || link.topic === "test") return link?.target ?? null
    const at = await clock.now()
    const suspect = looksLikeScanner(click.user_agent)
    await database.transaction(async (tx) => {
      await insertClick(tx, { send_id: link.id, pid: link.pid, link_token: click.token, at, suspect })
      if (suspect) return
      await markClicked(tx, link.id, at)
      const { pid, plan_no, run_no, node, enrollment_id, channel } = link
      if (plan_no === null || run_no === null || node === null) return
      const touch = { key: touchKey(click.token, at), pid, plan_no, run_no, node, enrollment_id, channel, at }
      await recordTouches(tx, [{ ...touch, kind: "clicked" }])
    })
    return link.target
  }

export type RecordClick = ReturnType<typeof recordClick>
