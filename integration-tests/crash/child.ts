import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import type { Fate } from "./life"

export type Errand = { url: string; now: string; fate: Fate }

/** Child processes that do a worker's round and are killed for real. The next one is started ahead, because that takes a second. */
export function startChild({ url, enabled }: { url: string; enabled: boolean }) {
  const spawn = (): ChildProcess =>
    fork(path.join(__dirname, "child-worker.cjs"), { stdio: ["ignore", "inherit", "inherit", "ipc"] })
  let next = enabled ? spawn() : undefined

  return {
    /** Answers whether it was killed; false when its fate did not come before its work was done. */
    work: async ({ now, fate }: Omit<Errand, "url">): Promise<boolean> => {
      const child = next ?? spawn()
      next = spawn()
      // A killed process also breaks the channel to us; that is not news.
      child.on("error", () => undefined)
      const gone = new Promise<NodeJS.Signals | null>((resolve) =>
        child.once("exit", (_, signal) => resolve(signal)),
      )
      child.send({ url, now, fate } satisfies Errand)
      return (await gone) === "SIGKILL"
    },
    end: async (): Promise<void> => {
      if (!next) return
      const gone = once(next, "exit")
      next.kill()
      await gone
    },
  }
}
