import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import type { Fate } from "./life"

export type Errand = { url: string; now: string; fate: Fate }
/** Where it died and which messages it held, as it says with its last breath. */
export type Death = { point: string; sends: string[]; claiming: boolean }

/** Child processes that do a worker's round and are killed for real. The next one is started ahead, because that takes a second. */
export function startChild({ url, enabled }: { url: string; enabled: boolean }) {
  const spawn = (): ChildProcess =>
    fork(path.join(__dirname, "child-worker.cjs"), { stdio: ["ignore", "pipe", "inherit", "ipc"] })
  let next = enabled ? spawn() : undefined

  return {
    /** Answers how it was killed; null when its fate did not come before its work was done. */
    work: async (errand: Omit<Errand, "url">): Promise<Death | null> => {
      const child = next ?? spawn()
      next = spawn()
      // A killed process also breaks the channel to us; that is not news.
      child.on("error", () => undefined)
      let said = ""
      child.stdout!.on("data", (data) => (said += data))
      const gone = new Promise<NodeJS.Signals | null>((resolve) =>
        child.once("close", (_, signal) => resolve(signal)),
      )
      child.send({ url, ...errand } satisfies Errand)
      return (await gone) === "SIGKILL" ? (JSON.parse(said) as Death) : null
    },
    end: async (): Promise<void> => {
      if (!next) return
      const gone = once(next, "exit")
      next.kill()
      await gone
    },
  }
}
