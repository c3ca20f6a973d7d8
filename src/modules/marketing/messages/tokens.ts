import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto"

/** What a token in a link allows, and nothing else: an open pixel's token cannot unsubscribe. */
export type TokenPurpose = "open" | "unsubscribe" | "preferences"

const VERSION = "1"
const MAC_BYTES = 16

/** 128 random bits that name a send or a link; no sequence to walk along. */
export const randomToken = (): string => randomBytes(16).toString("base64url")

const keyIdOf = (secret: string): string =>
  createHash("sha256").update(`key-id:${secret}`).digest("base64url").slice(0, 4)

function macOf(secret: string, purpose: TokenPurpose, name: string): Buffer {
  const signed = ["marketing", VERSION, keyIdOf(secret), purpose, name].join(":")
  return createHmac("sha256", secret).update(signed).digest().subarray(0, MAC_BYTES)
}

/** `<name of the send>.<key id>.<HMAC-SHA-256>`, all base64url. */
export const signToken = (secret: string, purpose: TokenPurpose, name: string): string =>
  `${name}.${keyIdOf(secret)}.${macOf(secret, purpose, name).toString("base64url")}`

/** The name of the send when the token was made by us for this purpose, otherwise null; takes as long either way. */
export function readToken(secrets: string[], purpose: TokenPurpose, token: string): string | null {
  const parts = /^([\w-]{22})\.([\w-]{4})\.([\w-]{22})$/.exec(token)
  if (!parts) return null
  const [, name, keyId, mac] = parts as unknown as [string, string, string, string]
  const known = secrets.find((secret) => keyIdOf(secret) === keyId)
  const given = Buffer.from(mac, "base64url")
  // A key id of nobody is compared all the same, so that the answer takes as long.
  const wanted = macOf(known ?? "", purpose, name)
  const same = given.length === MAC_BYTES && timingSafeEqual(given, wanted) && known !== undefined
  // base64url has spare bits in its last character: only the spelling that we write is ours.
  return same && given.toString("base64url") === mac ? name : null
}
