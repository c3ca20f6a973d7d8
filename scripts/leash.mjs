// Loaded into every child of a command before its own program: it ends when it is told to, and when its parent is gone.
import { isMainThread } from "node:worker_threads"

/** So long may the program take to put its things away. */
const PATIENCE_MS = 5000

if (isMainThread && process.channel) {
  for (const name of ["SIGINT", "SIGTERM"])
    process.on(name, () => {
      // As it would end without this listener.
      if (process.listenerCount(name) === 1) process.exit(1)
      setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    })
  process.on("disconnect", () => {
    // Nobody reads any more what it says.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)
    process.kill(process.pid, "SIGTERM")
  })
  // The channel alone keeps nothing running.
  process.channel.unref()
}
