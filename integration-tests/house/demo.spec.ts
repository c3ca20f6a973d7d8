import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
// @ts-expect-error plain script without types
import { freePort, isFree, startPostgres } from "../../scripts/postgres.mjs"

const root = path.resolve(__dirname, "../..")
/** The first start builds the admin panel, migrates and seeds. */
const FIRST_START_MS = 420_000

type Demo = { child: ChildProcess; said: () => string; ended: Promise<number | null> }

function startDemo(env: Record<string, string>): Demo {
  const child = spawn(process.execPath, ["scripts/demo.mjs"], { cwd: root, env: { ...process.env, ...env } })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk))
  return { child, said: () => said, ended: new Promise((resolve) => child.once("close", resolve)) }
}

/** Waits for the line that tells the address; the demo's own end before that is a failure. */
async function untilUp(demo: Demo) {
  const up = new Promise<void>((resolve) => {
    demo.child.stdout!.on("data", () => demo.said().includes("The store is up") && resolve())
  })
  await Promise.race([up, demo.ended.then(() => Promise.reject(new Error(demo.said())))])
}

describe("npm run demo (O1)", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let env: { DATABASE_URL: string; PORT: string }
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "house-demo-"))
    chmodSync(folder, 0o755)
    server = await startPostgres({
      dataDir: path.join(folder, "data"),
      port: await freePort(),
      settings: { fsync: "off" },
    })
    env = { DATABASE_URL: server.url("demo"), PORT: String(await freePort()) }
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  it("opens on a store that is alive, and Ctrl-C leaves nothing behind", {
    timeout: FIRST_START_MS,
  }, async () => {
    const demo = startDemo(env)
    await untilUp(demo)
    const address = `http://localhost:${env.PORT}`
    const login = await fetch(`${address}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "admin@demo.test", password: "demo-demo" }),
    })
    const { token } = (await login.json()) as { token: string }
    const count = async (things: string) => {
      const answer = await fetch(`${address}/admin/${things}?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return ((await answer.json()) as { count: number }).count
    }
    expect(await count("customers")).toBeGreaterThanOrEqual(3000)
    expect(await count("orders")).toBeGreaterThanOrEqual(8000)
    expect(await count("products")).toBe(150)
    expect(await count("marketing/plans")).toBeGreaterThanOrEqual(1)
    expect(await count("marketing/segments")).toBeGreaterThanOrEqual(1)
    expect((await fetch(`${address}/app`)).status).toBe(200)

    demo.child.kill("SIGINT")
    expect(await demo.ended).toBe(0)
    expect(await isFree(Number(env.PORT))).toBe(true)
  })

  it("skips at the second start what is done", { timeout: 120_000 }, async () => {
    const demo = startDemo(env)
    await untilUp(demo)
    expect(demo.said()).not.toMatch(/Filling|Preparing|Building/)
    demo.child.kill("SIGINT")
    expect(await demo.ended).toBe(0)
  })

  it("says in one sentence that the port is taken", async () => {
    const other = createServer().listen(Number(env.PORT))
    const demo = startDemo(env)
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain(`Port ${env.PORT} is taken by another program.`)
    other.close()
  })

  it("says in one sentence that a port is no port", async () => {
    const demo = startDemo({ ...env, PORT: "abc" })
    expect(await demo.ended).toBe(1)
    expect(demo.said().trim()).toBe(
      'PORT is "abc", which is no port: give a number from 1 to 65535, e.g. PORT=9001 npm run demo',
    )
  })

  it("says in one sentence that the database does not answer", async () => {
    const demo = startDemo({
      ...env,
      DATABASE_URL: `postgres://nobody@localhost:${await freePort()}/demo`,
    })
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain("The database does not answer")
  })
})
