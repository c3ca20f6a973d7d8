import { generateEntityId } from "@medusajs/framework/utils"
import type { ReadRules } from "../audience/read-rules"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import { nextAttempt, nextLook } from "./back-off"
import { type Failure, postOutside } from "./post-outside"
import { openSecret } from "./seal-secret"
import { signedHeaders } from "./sign-webhook"
import { type Batch, deleteBatch, describePeople, makeBatches, nextBatch } from "./store/batches"
import {
  findWebhook,
  noteAllTold,
  noteNotTaken,
  noteTaken,
  type WebhookError,
  type WebhookRow,
} from "./store/webhook"
import { storeSecrets } from "./store-secrets"
import { webhookBody } from "./webhook-body"

export type SendWebhook = ReturnType<typeof sendWebhook>
type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  failPoint: FailPoint
  readRules: ReadRules
}

/** People in one request. */
const SIZE = 1_000
/** People whom one look at the members puts into batches. */
const LOOK = 20_000

/**
 * Tells a segment's receiver one batch of who entered and left, and writes batches when there is none. A batch keeps its id
 * and its people until it is taken, and the next one waits for it: at least once, in order. Dying between being taken and
 * writing it down sends it again under the same id. One process at a time for one segment.
 */
export const sendWebhook =
  (parts: Parts) =>
  async ({ segment_no }: { segment_no: number }): Promise<void> => {
    const { database, clock, failPoint } = parts
    const now = await clock.now()
    const next = await prepare(parts, segment_no, now)
    if (!next) return
    const failure = await send(parts, next, now)
    await failPoint("sync.afterSent")
    const at = await clock.now()
    await database.transaction(async (tx) => {
      const webhook = await findWebhook(tx, segment_no, true)
      // Another receiver since, or none: what this one said is of no interest.
      if (webhook?.url !== next.webhook.url) return
      if (failure) {
        const due_at = nextAttempt(webhook.attempts + 1, at, failure.after_ms)
        await noteNotTaken(tx, segment_no, { ...failure, due_at })
        return
      }
      const { no, entered, gone } = next.batch
      if (await deleteBatch(tx, no))
        await noteTaken(tx, segment_no, { entered: entered.length, left: gone.length }, at)
    })
  }

type Next = { webhook: WebhookRow; batch: Batch }

/** The batch to send now. Null: it is not due any more, or there is nothing to tell. */
const prepare = ({ database }: Parts, segment_no: number, now: Date): Promise<Next | null> =>
  database.transaction(async (tx) => {
    const webhook = await findWebhook(tx, segment_no, true)
    if (!webhook?.due_at || webhook.due_at > now || webhook.paused) return null
    const idOf = () => generateEntityId(undefined, "mkbatch")
    let batch = await nextBatch(tx, segment_no)
    if (!batch) {
      await makeBatches(tx, { segment_no, limit: LOOK, size: SIZE, idOf }, now)
      batch = await nextBatch(tx, segment_no)
    }
    // In the transaction that looked: whoever changes the members waits for it and sets the next look nearer again.
    if (!batch) await noteAllTold(tx, segment_no, nextLook(now))
    return batch ? { webhook, batch } : null
  })

async function send(
  { database, options, readRules }: Parts,
  { webhook, batch }: Next,
  now: Date,
): Promise<(Omit<Failure, "error"> & { error: WebhookError }) | null> {
  const secret = openSecret(storeSecrets(options), webhook.sealed_secret)
  if (secret === null) return { error: "secret-lost", detail: null }
  const [segment] = await readRules(database, { nos: [webhook.segment_no] })
  const people = await describePeople(database, [...batch.entered, ...batch.gone], webhook.with_email)
  const body = webhookBody({ batch, segment: segment ?? { id: "", name: "" }, people })
  const headers = signedHeaders(secret, { id: batch.id, at: now, body })
  return postOutside({ url: webhook.url, headers, body }, options.webhooks)
}
