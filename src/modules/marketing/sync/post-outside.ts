import { lookup as lookUp } from "node:dns/promises"
import { request as httpRequest, type IncomingMessage } from "node:http"
import { request as httpsRequest } from "node:https"
import { isIP } from "node:net"
import { isPublicAddress } from "./public-address"

export type Failure = {
  error: "not-allowed" | "not-found" | "unreachable" | "too-slow" | "redirect" | "status"
  detail: string | null
  /** How long the other side asked us to wait. */
  after_ms?: number
}
type Posted = { url: string; headers: Record<string, string>; body: string }
export type Found = { address: string; family: number }
type Ground = {
  /** For stores and tests whose receiver stands inside: http, any port and any address. */
  allow_private: boolean
  /** Default: the system's. */
  find?: (host: string) => Promise<Found[]>
  patience_ms?: number
}

/** From the look-up to the end of the answer: longer, and the receiver is to answer first and work afterwards. */
const PATIENCE_MS = 10_000
/** Of an answer only the status counts; so much is read that it can end politely. */
const LONGEST_ANSWER = 4_096
const PORTS = new Set(["", "443", "8443"])

/** Why this is no address to send to, as far as it can be seen without asking anybody; null: it may be. */
export function whyNotAllowed(text: string, allow_private: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) return "it is no URL."
  if (url.username || url.password) return "a URL holds no password."
  if (allow_private) return url.protocol === "https:" || url.protocol === "http:" ? null : "it is not https."
  if (url.protocol !== "https:") return "it is not https."
  if (!PORTS.has(url.port)) return "only the ports 443 and 8443 are used."
  const host = hostOf(url)
  if (isIP(host) && !isPublicAddress(host)) return "it leads to a private network."
  return /(^|\.)(localhost|local|internal)\.?$/i.test(host) ? "it leads to a private network." : null
}

/**
 * Sends a body to an address that a merchant gave (S19): looked up once, every answer checked, and connected to what was
 * checked; no redirect is followed, no proxy is used. Null: taken (2xx). Throws nothing.
 */
export async function postOutside(posted: Posted, ground: Ground): Promise<Failure | null> {
  const why = whyNotAllowed(posted.url, ground.allow_private)
  if (why) return { error: "not-allowed", detail: why }
  const patience = AbortSignal.timeout(ground.patience_ms ?? PATIENCE_MS)
  const url = new URL(posted.url)
  const late: Failure = { error: "too-slow", detail: null }
  const aborted = new Promise<Failure>((resolve) => {
    patience.addEventListener("abort", () => resolve(late), { once: true })
  })
  return Promise.race([aborted, findAndSend(url, posted, ground, patience)])
}

async function findAndSend(url: URL, posted: Posted, ground: Ground, patience: AbortSignal) {
  const host = hostOf(url)
  const find = ground.find ?? ((name: string) => lookUp(name, { all: true }))
  const found = await find(host).catch(() => [])
  const [first] = found
  if (!first) return { error: "not-found", detail: host } as const
  if (!ground.allow_private && !found.every(({ address }) => isPublicAddress(address)))
    return { error: "not-allowed", detail: "it leads to a private network." } as const
  return send(url, posted, first, patience)
}

function send(url: URL, { headers, body }: Posted, to: Found, signal: AbortSignal): Promise<Failure | null> {
  const bytes = Buffer.from(body)
  return new Promise((resolve) => {
    const asking = (url.protocol === "https:" ? httpsRequest : httpRequest)(
      url,
      {
        method: "POST",
        headers: { ...headers, "content-length": bytes.length },
        signal,
        // A connection of its own, to the address that was checked: the name is not looked up a second time.
        agent: false,
        lookup: (_host, { all }, done) =>
          all
            ? done(null, [to])
            : (done as (e: null, address: string, family: number) => void)(null, to.address, to.family),
      },
      (answer) => {
        readAway(answer)
        resolve(judge(answer))
      },
    )
    asking.on("error", (error: NodeJS.ErrnoException) => {
      resolve(
        signal.aborted
          ? { error: "too-slow", detail: null }
          : { error: "unreachable", detail: error.code ?? error.message },
      )
    })
    asking.end(bytes)
  })
}

function judge({ statusCode = 0, headers }: IncomingMessage): Failure | null {
  if (statusCode >= 200 && statusCode < 300) return null
  if (statusCode >= 300 && statusCode < 400) return { error: "redirect", detail: String(statusCode) }
  const seconds = Number(headers["retry-after"])
  const after_ms = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
  return { error: "status", detail: String(statusCode), after_ms }
}

/** Someone who answers without end is not listened to for ever. */
function readAway(answer: IncomingMessage): void {
  let bytes = 0
  answer.on("data", (piece: Buffer) => {
    bytes += piece.length
    if (bytes > LONGEST_ANSWER) answer.destroy()
  })
  answer.on("error", () => answer.destroy())
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "")
