import { createHmac, randomBytes } from "node:crypto"

const PREFIX = "whsec_"

/** A secret as Standard Webhooks write it: 256 random bits that only we and the receiver know. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString("base64")

/**
 * The headers of a Standard Webhook (standardwebhooks.com): `webhook-id` is the same however often the batch comes,
 * `webhook-timestamp` is in seconds, `webhook-signature` is `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`.
 */
export function signedHeaders(
  secret: string,
  sent: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(sent.at.getTime() / 1000))
  const key = Buffer.from(secret.slice(PREFIX.length), "base64")
  const mac = createHmac("sha256", key).update(`${sent.id}.${timestamp}.${sent.body}`).digest("base64")
  return {
    "content-type": "application/json",
    "user-agent": "medusa-marketing-canvas",
    "webhook-id": sent.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac}`,
  }
}
