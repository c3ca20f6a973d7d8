import type { SendFact } from "../../../extension/kind"
import type { Database } from "../database"

/** Nothing more becomes of these by itself; `unknown` may be settled by staff, and is not waited for. */
const OPEN = new Set(["queued", "sending"])

/** What became of messages, by their keys; who asked for none is left out. */
export const readSendFacts =
  ({ database }: { database: Database }) =>
  async (keys: string[]): Promise<Map<string, SendFact>> => {
    const rows = await database.rows<{ key: string; state: string; reason: string | null }>(
      "select key, state, reason from marketing_send where key = any($1)",
      [keys],
    )
    return new Map(rows.map(({ key, state, reason }) => [key, { state, reason, settled: !OPEN.has(state) }]))
  }

export type ReadSendFacts = ReturnType<typeof readSendFacts>
