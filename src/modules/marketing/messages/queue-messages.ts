import { createHash } from "node:crypto"
import type { Sql } from "../database"
import type { MessageRow } from "../effects"
import { insertContents, insertSends } from "./store/queue"
import { readTemplateContents } from "./store/templates"
import { randomToken } from "./tokens"

/** Messages older than this say something that is no longer so: a plan resumed after a month does not send them. */
export const TTL_MS = 7 * 86_400_000

/**
 * Puts messages into the send ledger, in the caller's transaction: all of a batch in one statement, each once by its key.
 * What they say is kept as it is now, once for all who get the same.
 */
export const queueMessages =
  () =>
  async (tx: Sql, rows: MessageRow[], now: Date): Promise<void> => {
    if (rows.length === 0) return
    const templates = await readTemplateContents(
      tx,
      rows.flatMap((row) => row.template_id ?? []),
    )
    const contents = new Map<string, { hash: string; content: Record<string, unknown> }>()
    const hashed = new Map<object, string>()
    const sends = rows.map(({ content: own, ...row }) => {
      // A template that is gone leaves an empty content, which the send then refuses with a reason.
      const content = (row.template_id && templates.get(row.template_id)) || own || {}
      let hash = hashed.get(content)
      if (!hash) {
        hash = contentHash(content)
        hashed.set(content, hash)
        contents.set(hash, { hash, content })
      }
      return { ...row, token: randomToken(), content_hash: hash }
    })
    await insertContents(tx, [...contents.values()], now)
    await insertSends(tx, sends, now, new Date(now.getTime() + TTL_MS))
  }

export const contentHash = (content: Record<string, unknown>): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("base64url")

export type QueueMessages = ReturnType<typeof queueMessages>
