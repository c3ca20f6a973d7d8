import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { createServer } from "node:net"

const REDIS = "/usr/bin/redis-server"

/** A real Redis of the test's own, which keeps nothing on disk. */
export async function startRedis(): Promise<{ port: number; stop: () => Promise<void> }> {
  if (!existsSync(REDIS)) throw new Error(`These tests need ${REDIS}: apt-get install redis-server.`)
  const port = await freePort()
  const redis: ChildProcess = spawn(REDIS, ["--port", String(port), "--save", "", "--appendonly", "no"])
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, "close")
  return port
}
