import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
// @ts-expect-error plain script without types
import { freePort } from "../../scripts/postgres.mjs"
// @ts-expect-error plain script without types
import { findRedis } from "../../scripts/redis.mjs"

export type TestRedis = { port: number; stop: () => Promise<void> }

/** A real Redis of the test's own, which keeps nothing on disk; on the port of an earlier one to come back as it. */
export async function startRedis(wanted?: number): Promise<TestRedis> {
  const { program, env } = findRedis()
  const port: number = wanted ?? (await freePort())
  const redis: ChildProcess = spawn(program, ["--port", String(port), "--save", "", "--appendonly", "no"], {
    env,
  })
  await new Promise<void>((resolve, reject) => {
    redis.stdout!.on("data", (said: Buffer) => String(said).includes("Ready to accept") && resolve())
    redis.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)))
  })
  return {
    port,
    stop: async () => {
      if (redis.exitCode !== null || redis.signalCode !== null) return
      const gone = once(redis, "exit")
      redis.kill("SIGKILL")
      await gone
    },
  }
}
