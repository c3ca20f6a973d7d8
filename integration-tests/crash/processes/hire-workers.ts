import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { createInterface } from "node:readline"
import type { Post, Said, StopAt } from "./worker-main"

/** What a harness keeps of a worker process. */
export type Hired = {
  process: ChildProcess
  isReady: boolean
  /** Where it stopped itself, and still stands. */
  stoppedAt: string | null
  /** It was told to stop itself. */
  isToStop: boolean
  /** The last that it logged. */
  lastLine: string
}

/** Worker processes: hired, killed, stopped and continued for real. */
export function hireWorkers(
  post: Post,
  told: { refused: (steps: number) => void; gone: (how: string) => void },
) {
  const hired: Hired[] = []
  const hear: { [K in Said["is"]]: (worker: Hired, said: Extract<Said, { is: K }>) => void } = {
    ready: (worker) => {
      worker.isReady = true
    },
    stopped: (worker, { point }) => {
      worker.isToStop = false
      worker.stoppedAt = point
    },
    awake: () => undefined,
    refused: (_, { steps }) => told.refused(steps),
    log: (worker, { line }) => {
      worker.lastLine = line
    },
  }
  const hire = (): Hired => {
    const child = fork(path.join(__dirname, "worker.cjs"), {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    })
    const worker: Hired = { process: child, isReady: false, stoppedAt: null, isToStop: false, lastLine: "" }
    // A killed process also breaks the channel to us; that is not news.
    child.on("error", () => undefined)
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const said = JSON.parse(line) as Said
      hear[said.is](worker, said as never)
    })
    child.once("exit", (code, signal) => {
      const index = hired.indexOf(worker)
      if (index < 0) return
      hired.splice(index, 1)
      told.gone(`a worker ended by itself with ${signal ?? code}`)
    })
    child.send(post)
    hired.push(worker)
    return worker
  }
  const kill = async (worker: Hired): Promise<void> => {
    hired.splice(hired.indexOf(worker), 1)
    const gone = once(worker.process, "exit")
    // SIGKILL ends a process that is stopped as well.
    worker.process.kill("SIGKILL")
    await gone
  }
  return {
    hire,
    kill,
    /** Who walks about. */
    awake: () => hired.filter((one) => one.isReady && !one.stoppedAt && !one.isToStop),
    stopped: () => hired.filter((one) => one.stoppedAt),
    /** How each of them is, in words. */
    tell: (): string[] =>
      hired.map(
        ({ process, isReady, stoppedAt, isToStop, lastLine }) =>
          `worker ${process.pid}: ${isReady ? "" : "not ready, "}${isToStop ? "to stop, " : ""}${stoppedAt ? `stopped at ${stoppedAt}` : "awake"}; ${lastLine}`,
      ),
    tellToStop: (worker: Hired, points: string[]): void => {
      worker.isToStop = true
      worker.process.send({ points } satisfies StopAt)
    },
    goOn: (worker: Hired): void => {
      worker.stoppedAt = null
      worker.process.kill("SIGCONT")
    },
    end: async () => {
      for (const worker of [...hired]) await kill(worker)
    },
  }
}
