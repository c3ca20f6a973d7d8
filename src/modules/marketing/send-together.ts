import type { PoolClient } from "pg"

const gathering = new WeakSet<PoolClient>()

/**
 * What is asked of this connection in one go leaves in one packet: writing to the network costs more than most of our
 * statements. pg's own pipeline writes each statement by itself and offers no way to hold them back, so the socket behind
 * its connection is asked to. Where that is missing or cannot, the statements leave one by one, and nothing else changes.
 */
export function sendTogether(client: PoolClient): void {
  const stream: Partial<PoolClient["connection"]["stream"]> | undefined = client.connection?.stream
  if (gathering.has(client) || !stream?.cork || !stream.uncork) return
  gathering.add(client)
  stream.cork()
  process.nextTick(() => {
    gathering.delete(client)
    stream.uncork?.()
  })
}
