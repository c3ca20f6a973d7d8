import { Conflict, Missing, Refused } from "../../../core/problem"
import type { ReadRules } from "../audience/read-rules"
import type { GetSegment } from "../audience/read-segments"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { RecordAudit } from "../plans/record-audit"
import { WAKE } from "../wakeups"
import { whyNotAllowed } from "./post-outside"
import { refuse } from "./problems"
import { sealSecret } from "./seal-secret"
import { newWebhookSecret } from "./sign-webhook"
import { deleteWebhook, findWebhook, forgetReceiver, writeWebhook } from "./store/webhook"
import { storeSecrets } from "./store-secrets"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  getSegment: GetSegment
  readRules: ReadRules
  recordAudit: RecordAudit
}
type Asked = {
  segment_id: string
  url?: string
  /** Send the e-mail address too; else nothing but ids. */
  with_email?: boolean
  /** false: nothing is sent until it is on again; who came and left meanwhile is told then. */
  on?: boolean
  /** Make another secret; the old one signs nothing from now on. */
  new_secret?: boolean
  actor: string
}

/**
 * Has another system told who enters and leaves a segment, or changes how; absent stays. Answers the secret that signs what
 * is sent when it was made just now: it is never shown again. Another address is told everybody anew. Throws Missing;
 * Refused for an address that must not be sent to; Conflict for an archived segment and for a store without a secret.
 */
export const saveWebhook =
  ({ database, clock, options, getSegment, readRules, recordAudit }: Parts) =>
  async ({ segment_id, actor, ...asked }: Asked): Promise<{ secret: string | null }> => {
    const { no, state } = await getSegment({ segment_id })
    if (state === "archived")
      throw new Conflict("segment/archived", "An archived segment tells nobody. Take it back first.")
    const [storeSecret] = storeSecrets(options)
    if (!storeSecret)
      throw new Conflict(
        "sync/no-secret",
        "The option `secret` is needed to keep and use a webhook's secret.",
      )
    const now = await clock.now()
    const secret = await database.transaction(async (tx) => {
      // Deleting a segment takes it too.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      if ((await readRules(tx, { ids: [segment_id] })).length === 0) throw new Missing("segment", segment_id)
      const before = await findWebhook(tx, no, true)
      const url = asked.url ?? before?.url ?? ""
      // One that was allowed once can still be turned off.
      const typed = asked.url !== undefined || !before
      const why = typed ? whyNotAllowed(url, options.webhooks.allow_private) : null
      if (why) throw new Refused([refuse("sync/url", "webhook.url", { why })])
      const fresh = !before || asked.new_secret ? newWebhookSecret() : null
      const row = {
        segment_no: no,
        url,
        sealed_secret: fresh ? sealSecret(storeSecret, fresh) : before!.sealed_secret,
        with_email: asked.with_email ?? before?.with_email ?? false,
        paused: asked.on === undefined ? (before?.paused ?? false) : !asked.on,
        actor,
      }
      await writeWebhook(tx, row, now)
      if (before && before.url !== url) await forgetReceiver(tx, no)
      // A path may hold a key: the log keeps the host.
      const { url: _, sealed_secret: __, segment_no: ___, actor: ____, ...told } = row
      const detail = { ...told, host: new URL(url).host, new_secret: fresh !== null }
      await recordAudit(
        tx,
        { actor, entity: "segment", entity_id: segment_id, action: "webhook", detail },
        now,
      )
      return fresh
    })
    await database.notify(WAKE)
    return { secret }
  }

/** Nobody is told any more, and whom the receiver knows is forgotten. Throws Missing. */
export const removeWebhook =
  ({ database, clock, getSegment, recordAudit }: Parts) =>
  async ({ segment_id, actor }: { segment_id: string; actor: string }): Promise<void> => {
    const { no } = await getSegment({ segment_id })
    const now = await clock.now()
    await database.transaction(async (tx) => {
      if (!(await deleteWebhook(tx, no))) throw new Missing("webhook of segment", segment_id)
      await recordAudit(tx, { actor, entity: "segment", entity_id: segment_id, action: "webhook_off" }, now)
    })
  }
