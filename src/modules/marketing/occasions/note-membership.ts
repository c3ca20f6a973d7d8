import type { Sql } from "../database"
import { wakeOnCommit } from "../wakeups"
import { listenedTo } from "./store/listeners"
import { enteredAt, leftAt } from "./store/membership"
import { insertOccasions } from "./store/occasions"

const PAGE = 5_000

/** Who entered and left a segment at this moment is heard by the plans that listen for it, in the transaction that moved them. */
export const noteMembership =
  () =>
  async (tx: Sql, segment_no: number, now: Date): Promise<void> => {
    const id = (await tx.one<{ id: string }>("select id from marketing_segment where no = $1", [segment_no]))
      ?.id
    if (!id) return
    const names = { entered: `segment_entered:${id}`, left: `segment_left:${id}` }
    const wanted = await listenedTo(tx, [names.entered, names.left])
    for (const [name, people] of [
      [names.entered, enteredAt],
      [names.left, leftAt],
    ] as const) {
      if (!wanted.has(name)) continue
      for (let after = 0; ; ) {
        const pids = await people(tx, segment_no, now, { after, limit: PAGE })
        if (pids.length === 0) break
        after = pids.at(-1)!
        await insertOccasions(
          tx,
          pids.map((pid) => ({ at: now, key: name, name, pid, event: { name, trusted: true, props: {} } })),
        )
        wakeOnCommit(tx, "occasions")
      }
    }
  }

export type NoteMembership = ReturnType<typeof noteMembership>
