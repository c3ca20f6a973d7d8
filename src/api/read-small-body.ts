import type { IncomingMessage } from "node:http"
import { Refused } from "../core/problem"
import { refuse } from "../ingest/told-problems"

const KB = 1024

/** Reads the JSON of a request whose body nobody parsed yet, never more than `most` kB of it. Throws Refused. */
export async function readSmallBody(req: IncomingMessage, most: number): Promise<unknown> {
  const tooLarge = () => new Refused([refuse("event/call-too-large", "", { limit: most })])
  if (Number(req.headers["content-length"] ?? 0) > most * KB) throw tooLarge()
  const pieces: Buffer[] = []
  let size = 0
  // Not destroyed when it grows too large: who sends it must still hear why.
  for await (const piece of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > most * KB) throw tooLarge()
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"))
  } catch {
    throw new Refused([refuse("event/no-json", "")])
  }
}
