import type { WebhookIntent } from "../../../extension/outcome"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { callBody } from "./call-body"
import { secretOfHost } from "./call-secret"
import { postOutside } from "./post-outside"
import { signedHeaders } from "./sign-webhook"
import { readCalled } from "./store/calls"
import { storeSecrets } from "./store-secrets"

type Tried = {
  intent: WebhookIntent
  /** The same for the same call of the same test. */
  key: string
  pid: number
  plan: { id: string; name: string }
  node: string
  /** Otherwise only what would be told is made. */
  really: boolean
}
export type TriedCall = {
  body: Record<string, unknown>
  answer: { taken: boolean; error?: string; detail?: string | null } | null
}

/** What another system would be told by a card, marked as a test; told once, and never again by itself, where that is asked for. */
export const tryCall =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async ({ intent, key, pid, plan, node, really }: Tried): Promise<TriedCall> => {
    const at = await clock.now()
    const id = `mkcall_test_${key}`
    const customer = (await readCalled(database, pid, intent.with_email))!
    const told = callBody({ id, at, plan, node, customer, data: intent.data })
    const body = { ...told, test: true }
    if (!really) return { body, answer: null }
    const [storeSecret] = storeSecrets(options)
    if (!storeSecret || !URL.canParse(intent.url))
      return { body, answer: { taken: false, error: "not-allowed", detail: null } }
    const sent = JSON.stringify(body)
    const secret = secretOfHost(storeSecret, new URL(intent.url).host)
    const headers = signedHeaders(secret, { id, at, body: sent })
    const failure = await postOutside({ url: intent.url, headers, body: sent }, options.webhooks)
    return { body, answer: failure ? { taken: false, ...failure } : { taken: true } }
  }

export type TryCall = ReturnType<typeof tryCall>
