import type { Sql } from "../database"
import { insertCalls, type NewCall } from "./store/calls"

export type QueueCalls = ReturnType<typeof queueCalls>

/** Notes, in the engine's transaction, what other systems are to be told; once per key, sent later. */
export const queueCalls =
  () =>
  async (tx: Sql, calls: Omit<NewCall, "host">[], now: Date): Promise<void> => {
    if (calls.length === 0) return
    await insertCalls(
      tx,
      calls.map((call) => ({ ...call, host: URL.canParse(call.url) ? new URL(call.url).host : "" })),
      now,
    )
  }
