// Whether a database that is not the demo's own is there: it may go and come back while the demo runs.

const AGAIN_MS = 500
const PATIENCE_MS = 5_000

/**
 * Keeps one connection and hears at once when the server goes: `onLost` then, `onBack` when it answers again.
 * `isAway` looks now; `end` lets go of it.
 */
export async function watchDatabase(databaseUrl, { onLost, onBack }) {
  const { default: pg } = await import("pg")
  let over = false
  let kept
  const connect = async () => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: PATIENCE_MS,
      keepAlive: true,
      application_name: "marketing demo",
    })
    // What breaks the connection is told by its end.
    client.on("error", () => undefined)
    await client.connect()
    return client
  }
  const watch = async () => {
    let lost = false
    while (!over) {
      kept = await connect().catch(() => undefined)
      if (kept) {
        if (lost) onBack()
        lost = false
        const ended = new Promise((resolve) => kept.once("end", resolve))
        if (over) await kept.end()
        await ended
      } else {
        if (!lost && !over) onLost()
        lost = true
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
  }
  const watched = watch()
  return {
    isAway: () =>
      connect().then(
        (client) => client.end().then(() => false),
        () => true,
      ),
    end: async () => {
      over = true
      await kept?.end().catch(() => undefined)
      await watched
    },
  }
}
