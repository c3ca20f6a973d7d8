import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

export type Received = { headers: IncomingHttpHeaders; text: string; body: Body }
type Body = {
  id: string
  type: string
  segment: { id: string; name: string }
  entered: { customer_id: string; email?: string }[]
  left: { customer_id: string; email?: string }[]
}
type Answer = { status: number; headers?: Record<string, string>; hang?: boolean; endless?: boolean }

/** Another system: a real server on this machine that remembers what it was sent and answers as it is told. */
export async function startReceiver() {
  const received: Received[] = []
  let answer: Answer = { status: 204 }
  const server = createServer((req, res) => {
    const pieces: Buffer[] = []
    req.on("data", (piece: Buffer) => pieces.push(piece))
    req.on("end", () => {
      const text = Buffer.concat(pieces).toString()
      received.push({ headers: req.headers, text, body: JSON.parse(text) as Body })
      if (answer.hang) return
      res.writeHead(answer.status, answer.headers)
      if (!answer.endless) return res.end()
      const pour = () => !res.destroyed && res.write("x".repeat(65_536), () => setImmediate(pour))
      pour()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    answers: (next: Answer) => {
      answer = next
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise<unknown>((resolve) => server.close(resolve))
    },
  }
}

/** What a receiver computes to know that it was us, by the letter of Standard Webhooks. */
export function signatureOf(secret: string, { headers, text }: Received): string {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64")
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`
}
