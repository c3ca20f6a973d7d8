import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"

const CIPHER = "aes-256-gcm"
const NONCE_BYTES = 12
const TAG_BYTES = 16

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "marketing webhook secret", 32))

/** So that a copy of the database alone signs nothing (S20). */
export function sealSecret(storeSecret: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(storeSecret), nonce)
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64")
}

/** What was sealed with one of these; null when none of them fits. */
export function openSecret(storeSecrets: string[], sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64")
  for (const storeSecret of storeSecrets) {
    const secret = openWith(storeSecret, bytes)
    if (secret !== null) return secret
  }
  return null
}

function openWith(storeSecret: string, bytes: Buffer): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const opener = createDecipheriv(CIPHER, keyOf(storeSecret), nonce, { authTagLength: TAG_BYTES })
  opener.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const text = opener.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8")
  try {
    return text + opener.final("utf8")
  } catch {
    // The tag does not fit: sealed with another secret.
    return null
  }
}
