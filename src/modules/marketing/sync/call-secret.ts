import { hkdfSync } from "node:crypto"
import { Conflict, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { RecordAudit } from "../plans/record-audit"
import { whyNotAllowed } from "./post-outside"
import { refuse } from "./problems"
import { openSecret, sealSecret } from "./seal-secret"
import { newWebhookSecret } from "./sign-webhook"
import { findReceiver, writeReceiver } from "./store/receivers"
import { storeSecrets } from "./store-secrets"

/** Whether the receiver at an address has a secret of its own, and who made it when; never what it is. */
export type CallSecret = { host: string; made_at: Date | null; made_by: string | null }

/**
 * What signs the requests of cards to a host; null where the store's secret is missing or is another one than when it was sealed.
 * A host for which nobody made one is signed for with what is made of the store's secret: receivers may know it from
 * before secrets were kept, and nobody can ask for it any more.
 */
export async function secretOfHost(
  sql: Sql,
  options: MarketingOptions,
  host: string,
): Promise<string | null> {
  const receiver = await findReceiver(sql, host)
  if (receiver) return openSecret(storeSecrets(options), receiver.sealed_secret)
  const [storeSecret] = storeSecrets(options)
  return storeSecret ? madeOf(storeSecret, host) : null
}

const madeOf = (storeSecret: string, host: string): string =>
  `whsec_${Buffer.from(hkdfSync("sha256", storeSecret, host, "marketing webhook of cards", 32)).toString("base64")}`

/** Null for an address that is not sent to. */
export const readCallSecret =
  ({ database, options }: { database: Database; options: MarketingOptions }) =>
  async ({ url }: { url: string }): Promise<CallSecret | null> => {
    if (whyNotAllowed(url, options.webhooks.allow_private)) return null
    const { host } = new URL(url)
    const { made_at = null, made_by = null } = (await findReceiver(database, host)) ?? {}
    return { host, made_at, made_by }
  }

type Parts = { database: Database; clock: Clock; options: MarketingOptions; recordAudit: RecordAudit }

/**
 * Makes a secret for the receiver at this address, for every card that tells its host, and answers it: it is never told again, and
 * one before it signs nothing from now on. Throws Refused for an address that is not sent to, Conflict without a store secret.
 */
export const makeCallSecret =
  ({ database, clock, options, recordAudit }: Parts) =>
  async ({ url, actor }: { url: string; actor: string }): Promise<CallSecret & { secret: string }> => {
    const host = hostOf(url, options)
    const [storeSecret] = storeSecrets(options)
    if (!storeSecret)
      throw new Conflict(
        "sync/no-secret",
        "The option `secret` is needed to keep and use a webhook's secret.",
      )
    const made_at = await clock.now()
    const secret = newWebhookSecret()
    const made = { host, made_at, made_by: actor }
    await database.transaction(async (tx) => {
      await writeReceiver(tx, { ...made, sealed_secret: sealSecret(storeSecret, secret) })
      await recordAudit(tx, { actor, entity: "receiver", entity_id: host, action: "new_secret" }, made_at)
    })
    return { ...made, secret }
  }

function hostOf(url: string, options: MarketingOptions): string {
  const why = whyNotAllowed(url, options.webhooks.allow_private)
  if (why) throw new Refused([refuse("sync/url", "url", { why })])
  return new URL(url).host
}
