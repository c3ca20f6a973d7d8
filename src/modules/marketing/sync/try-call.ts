import type { WebhookIntent } from "../../../extension/outcome"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { callBody } from "./call-body"
import { secretOfHost } from "./call-secret"
import { postOutside } from "./post-outside"
import { signedHeaders } from "./sign-webhook"
import { readCalled } from "./store/calls"

type Tried = {
  intent: WebhookIntent
  /** The same for the same call of the same test. */
  key: string
  pid: number
  plan: { id: string; name: string }
  node: string
}
export type TriedCall = {
  body: Record<string, unknown>
  /** Tells it, once. */
  tell: () => Promise<{ taken: boolean; error?: string; detail?: string | null }>
}

/** What another system would be told by a card. Its type is another one, so that a receiver who knows nothing of tests does nothing. */
export const tryCall =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async ({ intent, key, pid, plan, node }: Tried): Promise<TriedCall> => {
    const at = await clock.now()
    const id = `mkcall_test_${key}`
    const customer = (await readCalled(database, pid, intent.with_email))!
    const told = callBody({ id, at, plan, node, customer, data: intent.data })
    const body = { ...told, type: "plan.test", test: true }
    const tell: TriedCall["tell"] = async () => {
      if (!URL.canParse(intent.url)) return { taken: false, error: "not-allowed", detail: null }
      const secret = await secretOfHost(database, options, new URL(intent.url).host)
      if (secret === null) return { taken: false, error: "secret-lost", detail: null }
      const sent = JSON.stringify(body)
      const headers = signedHeaders(secret, { id, at, body: sent })
      const failure = await postOutside({ url: intent.url, headers, body: sent }, options.webhooks)
      return failure ? { taken: false, ...failure } : { taken: true }
    }
    return { body, tell }
  }

export type TryCall = ReturnType<typeof tryCall>
