import { hkdfSync } from "node:crypto"
import { Conflict, Refused } from "../../../core/problem"
import type { MarketingOptions } from "../options"
import { whyNotAllowed } from "./post-outside"
import { refuse } from "./problems"
import { storeSecrets } from "./store-secrets"

/**
 * The secret that signs what cards send to one host, as Standard Webhooks write it. Made of the store's secret and nothing
 * else, so it is kept nowhere; two hosts never share one.
 */
export const secretOfHost = (storeSecret: string, host: string): string =>
  `whsec_${Buffer.from(hkdfSync("sha256", storeSecret, host, "marketing webhook of cards", 32)).toString("base64")}`

/** The secret for the receiver at this address. Throws Refused for an address that is not sent to, Conflict without a store secret. */
export const readCallSecret =
  ({ options }: { options: MarketingOptions }) =>
  async ({ url }: { url: string }): Promise<{ secret: string; host: string }> => {
    const why = whyNotAllowed(url, options.webhooks.allow_private)
    if (why) throw new Refused([refuse("sync/url", "url", { why })])
    const [storeSecret] = storeSecrets(options)
    if (!storeSecret)
      throw new Conflict(
        "sync/no-secret",
        "The option `secret` is needed to keep and use a webhook's secret.",
      )
    const { host } = new URL(url)
    return { secret: secretOfHost(storeSecret, host), host }
  }
