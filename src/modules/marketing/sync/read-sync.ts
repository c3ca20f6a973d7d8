import type { GetSegment } from "../audience/read-segments"
import type { ReadGroup } from "../commerce/read-group"
import type { Database, Sql } from "../database"
import { countMirrored } from "./store/group-members"
import { findGroupSync, type GroupSyncRow } from "./store/group-sync"
import { findWebhook, type WebhookRow } from "./store/webhook"

type Parts = { database: Database; getSegment: GetSegment; readGroup: ReadGroup }

export type GroupState = Omit<GroupSyncRow, "segment_no" | "group_id" | "ending"> & {
  /** `name`: null when the store has it no more. */
  group: { id: string; name: string | null }
  state: "on" | "ending" | "stopped"
  /** Whom we put into it and who is still there. */
  members: number
}
export type WebhookState = Omit<WebhookRow, "segment_no" | "sealed_secret" | "paused"> & {
  state: "on" | "off" | "parked"
}

/** Where a segment is carried to, and how that goes. Throws Missing. */
export const readSync =
  ({ database, getSegment, readGroup }: Parts) =>
  async ({
    segment_id,
  }: {
    segment_id: string
  }): Promise<{ group: GroupState | null; webhook: WebhookState | null }> => {
    const { no } = await getSegment({ segment_id })
    return { group: await groupState(database, readGroup, no), webhook: await webhookState(database, no) }
  }

async function groupState(sql: Sql, readGroup: ReadGroup, no: number): Promise<GroupState | null> {
  const row = await findGroupSync(sql, no)
  if (!row) return null
  const { segment_no: _, group_id, ending, ...rest } = row
  const group = await readGroup(sql, group_id)
  return {
    ...rest,
    group: { id: group_id, name: group?.name ?? null },
    state: row.due_at === null ? "stopped" : ending ? "ending" : "on",
    members: await countMirrored(sql, no),
  }
}

async function webhookState(sql: Sql, no: number): Promise<WebhookState | null> {
  const row = await findWebhook(sql, no)
  if (!row) return null
  const { segment_no: _, sealed_secret: __, paused, ...rest } = row
  return { ...rest, state: paused ? "off" : row.due_at === null ? "parked" : "on" }
}
