// Children of a command: each in a process group of its own, so that all of it can be ended and nothing stays behind.
import { spawn, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { StartError } from "./start-error.mjs"

/** A child that is still there so long after it was asked to stop is ended. */
const PATIENCE_MS = 10_000

const LEASH = new URL("leash.mjs", import.meta.url).href

const running = new Set()

/** Starts a Node program, which ends when this process does, however that ends. `exited` resolves to its exit code; `tail()` is the end of what it said. */
export function startNode(args, { cwd, env, log }) {
  const child = spawn(process.execPath, ["--import", LEASH, ...args], {
    cwd,
    env: { ...process.env, ...env },
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said = (said + chunk).slice(-8000)
      log?.write(chunk)
    })
  const exited = new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)))
  const started = { child, exited, tail: () => said.trim().split("\n").slice(-15).join("\n") }
  running.add(started)
  void exited.then(() => running.delete(started))
  return started
}

/** Runs a Node program to its end; a failure is told with the end of what it said. */
export async function runNode(what, args, options) {
  const started = startNode(args, options)
  if ((await started.exited) === 0) return
  const tail = started.tail()
  if (/ENOSPC|No space left on device|53100/.test(tail))
    throw new StartError(
      `The disk is full: ${what} could not go on. Nothing was deleted; free some space and start again.`,
    )
  throw new StartError(`${what} failed:\n${tail}`)
}

/** Asks every child and its children to stop, waits, and ends what does not listen. */
export async function stopAll() {
  await Promise.all([...running].map(stopOne))
}

async function stopOne({ child, exited }) {
  signal(child, "SIGINT")
  const patience = setTimeout(() => signal(child, "SIGKILL"), PATIENCE_MS)
  await exited
  clearTimeout(patience)
  // The child is gone; what it started may not be.
  signal(child, "SIGKILL")
}

function signal(child, name) {
  try {
    if (process.platform === "win32") child.kill(name)
    else process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== "ESRCH") throw error
  }
}

export function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === "EPERM"
  }
}

/** The command line of a process; empty when it is gone. */
export function commandOf(pid) {
  if (process.platform !== "linux")
    return spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? ""
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
  } catch {
    return ""
  }
}
