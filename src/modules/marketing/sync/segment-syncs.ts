import type { ReadGroup } from "../commerce/read-group"
import type { Sql } from "../database"
import { deleteGroupSync, findGroupSync } from "./store/group-sync"
import { deleteWebhook, findWebhook } from "./store/webhook"

export type SyncUse = { kind: "group" | "webhook"; name: string }
export type ListSyncsOfSegment = ReturnType<typeof listSyncsOfSegment>
export type ForgetSyncsOfSegment = ReturnType<typeof forgetSyncsOfSegment>

/** Who outside follows a segment: its customer group while the store has it, and the host of its webhook. */
export const listSyncsOfSegment =
  ({ readGroup }: { readGroup: ReadGroup }) =>
  async (sql: Sql, segment_no: number): Promise<SyncUse[]> => {
    const sync = await findGroupSync(sql, segment_no)
    const group = sync && (await readGroup(sql, sync.group_id))
    const webhook = await findWebhook(sql, segment_no)
    return [
      ...(group ? [{ kind: "group" as const, name: group.name }] : []),
      ...(webhook ? [{ kind: "webhook" as const, name: new URL(webhook.url).host }] : []),
    ]
  }

/** What is left of them when the segment goes. Joins the caller's transaction. */
export const forgetSyncsOfSegment =
  () =>
  async (tx: Sql, segment_no: number): Promise<void> => {
    await deleteGroupSync(tx, segment_no)
    await deleteWebhook(tx, segment_no)
  }
