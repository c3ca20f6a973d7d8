import type { AddressInfo } from "node:net"
import type { Readable } from "node:stream"
import { SMTPServer } from "smtp-server"

export type Mail = {
  from: string
  to: string[]
  /** Lower-case names; folded lines joined. */
  headers: Record<string, string>
  /** The parts by content type, decoded. */
  html: string
  text: string
  raw: string
}

type Against = { at: "MAIL FROM" | "RCPT TO"; code: number; text: string }

const refusal = ({ code, text }: Pick<Against, "code" | "text">) =>
  Object.assign(new Error(text), { responseCode: code })

export type MailServer = Awaited<ReturnType<typeof startMailServer>>

/**
 * A real SMTP server on a free port of this machine. It keeps what it gets, refuses the recipients it is told to,
 * can refuse everybody, stop answering after DATA, and go down and come back on the same port. `secure`: TLS from the first
 * byte, with a certificate that nobody trusts.
 */
export async function startMailServer({ secure = false } = {}) {
  const mails: Mail[] = []
  const refused = new Map<string, number>()
  let against: Against | null = null
  let hangs = false
  let port = 0
  let server: SMTPServer | null = null

  const create = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      secure,
      closeTimeout: 100,
      onMailFrom(_address, _session, done) {
        done(against?.at === "MAIL FROM" ? refusal(against) : null)
      },
      onRcptTo(address, _session, done) {
        if (against?.at === "RCPT TO") return done(refusal(against))
        const code = refused.get(address.address)
        if (!code) return done()
        const enhanced = code >= 500 ? "5.1.1 no such user" : "4.2.0 try again later"
        done(refusal({ code, text: enhanced }))
      },
      onData(stream, session, done) {
        void readAll(stream).then((raw) => {
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ""
          mails.push(
            parseMail(
              raw,
              from,
              session.envelope.rcptTo.map((to) => to.address),
            ),
          )
          if (!hangs) done()
        })
      },
    })

  const start = async () => {
    const made = create()
    // Connections that the client drops are part of the tests.
    made.on("error", () => undefined)
    await new Promise<void>((resolve, reject) => {
      made.server.once("error", reject)
      made.listen(port, "127.0.0.1", resolve)
    })
    port = (made.server.address() as AddressInfo).port
    server = made
  }
  await start()

  return {
    mails,
    /** Everything that came to this address. */
    to: (address: string) => mails.filter((mail) => mail.to.includes(address)),
    refuse: (address: string, code = 550) => refused.set(address, code),
    /** What it has against whoever sends; null: nothing any more. */
    refuseAll: (what: Against | null) => {
      against = what
    },
    /** Takes messages and never says so. */
    hang: (value = true) => {
      hangs = value
    },
    down: () => new Promise<void>((resolve) => server!.close(() => resolve())),
    up: start,
    get url() {
      return `${secure ? "smtps" : "smtp"}://127.0.0.1:${port}`
    },
    stop: () => new Promise<void>((resolve) => server!.close(() => resolve())),
  }
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

function parseMail(raw: string, from: string, to: string[]): Mail {
  const { headers, body } = splitPart(raw)
  const boundary = /boundary="?([^";]+)"?/i.exec(headers["content-type"] ?? "")?.[1]
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => splitPart(part.replace(/^\r?\n/, "")))
    : [{ headers, body }]
  const of = (type: string) => {
    const part = parts.find((one) => (one.headers["content-type"] ?? "").startsWith(type))
    return part ? decode(part.body, part.headers["content-transfer-encoding"] ?? "") : ""
  }
  return { from, to, headers, html: of("text/html"), text: of("text/plain"), raw }
}

function splitPart(part: string): { headers: Record<string, string>; body: string } {
  const end = part.search(/\r?\n\r?\n/)
  const head = part.slice(0, end).replace(/\r?\n[ \t]+/g, " ")
  const headers: Record<string, string> = {}
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(":")
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { headers, body: part.slice(end).replace(/^\r?\n\r?\n/, "") }
}

function decode(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString("utf8")
  if (!/quoted-printable/i.test(encoding)) return body.trimEnd()
  const bytes = body
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, "latin1").toString("utf8").trimEnd()
}
