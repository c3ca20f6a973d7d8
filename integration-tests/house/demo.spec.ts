import { type ChildProcess, spawn } from "node:child_process"
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createServer } from "node:net"
import os from "node:os"
import path from "node:path"
import { Client } from "pg"
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

/** Waits until it said this; its end before that is a failure. */
async function until(demo: Demo, line: string) {
  const heard = new Promise<void>((resolve) => {
    demo.child.stdout!.on("data", () => demo.said().includes(line) && resolve())
  })
  await Promise.race([heard, demo.ended.then(() => Promise.reject(new Error(demo.said())))])
}
/** The line that tells the address. */
const untilUp = (demo: Demo) => until(demo, "The store is up")

/** Processes that carry this mark in their environment, as everything does that a marked demo starts. */
const processesOf = (mark: string): string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark)
      } catch {
        return false
      }
    })

async function ask(url: string, text: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe("npm run demo (O1)", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let env: { DATABASE_URL: string; PORT: string; HOUSE_DEMO: string; DEMO_LOG: string }
  let folder: string
  /** What the demo of whoever runs the tests wrote down. */
  const theirLog = () => {
    const log = path.join(root, ".medusa", "demo.log")
    return existsSync(log) ? readFileSync(log, "utf8") : null
  }
  const logged = theirLog()

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "house-demo-"))
    chmodSync(folder, 0o755)
    server = await startPostgres({
      dataDir: path.join(folder, "data"),
      port: await freePort(),
      settings: { fsync: "off" },
    })
    env = {
      DATABASE_URL: server.url("demo"),
      PORT: String(await freePort()),
      HOUSE_DEMO: folder,
      DEMO_LOG: path.join(folder, "demo.log"),
    }
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  /** Ends with nothing of it left: no process, and its port for the next one. */
  async function ctrlC(demo: Demo) {
    demo.child.kill("SIGINT")
    expect(await demo.ended).toBe(0)
    expect(processesOf(env.HOUSE_DEMO)).toEqual([])
    expect(await isFree(Number(env.PORT))).toBe(true)
  }

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

    expect(processesOf(env.HOUSE_DEMO).length).toBeGreaterThanOrEqual(2)
    await ctrlC(demo)
  })

  it("skips at the second start what is done", { timeout: 120_000 }, async () => {
    const demo = startDemo(env)
    await untilUp(demo)
    expect(demo.said()).not.toMatch(/Filling|Preparing|Building/)
    await ctrlC(demo)
  })

  it("leaves no store behind when it is killed without a word, and its port free for the next", {
    timeout: 120_000,
  }, async () => {
    const demo = startDemo(env)
    await untilUp(demo)
    expect(processesOf(env.HOUSE_DEMO).length).toBeGreaterThanOrEqual(2)
    demo.child.kill("SIGKILL")
    await vi.waitUntil(() => processesOf(env.HOUSE_DEMO).length === 0, { timeout: 60_000, interval: 100 })
    expect(await isFree(Number(env.PORT))).toBe(true)
  })

  it("is refused in one sentence beside one that runs in the same clone, which goes on", {
    timeout: 120_000,
  }, async () => {
    const own = { ...env, DATABASE_URL: "", DEMO_DATA: path.join(folder, "own") }
    const first = startDemo(own)
    await until(first, "Preparing the database...")
    const second = startDemo({ ...own, PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.said().trim()).toBe(
      `The demo runs already, at http://localhost:${env.PORT}, process ${first.child.pid}.`,
    )
    // The server of the first is still there: nobody but its own Ctrl-C ends it.
    expect(existsSync(path.join(folder, "own", "postmaster.pid"))).toBe(true)
    expect(first.child.exitCode).toBeNull()
    await ctrlC(first)
    expect(existsSync(path.join(folder, "own", "postmaster.pid"))).toBe(false)
  })

  it("says in one sentence that its PostgreSQL died, and ends with the store; what was committed is on the disk before", {
    timeout: 120_000,
  }, async () => {
    const data = path.join(folder, "own")
    const demo = startDemo({ ...env, DATABASE_URL: "", DEMO_DATA: data })
    await until(demo, "Preparing the database...")
    const [pid, , , port] = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n").map(Number)
    expect(await ask(`postgres://postgres@localhost:${port}/postgres`, "show synchronous_commit")).toEqual([
      { synchronous_commit: "on" },
    ])
    process.kill(pid!, "SIGKILL")
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain(
      "\nPostgreSQL stopped by itself (SIGKILL), and the store cannot go on without it: both are stopped.",
    )
    expect(demo.said()).not.toMatch(/^\s+at /m)
    expect(processesOf(env.HOUSE_DEMO)).toEqual([])
  })

  it("leaves a database that DATABASE_URL names as it was, though Ctrl-C comes while the store starts", async () => {
    const theirs = server.url("theirs")
    await ask(server.url("postgres"), "create database theirs template demo")
    // Somebody's own store: it is there, and we never filled it.
    await ask(
      theirs,
      "update marketing_setting set value = value - array['seed', 'begun', 'steps'] where key = 'demo'",
    )
    const figures = () =>
      ask(
        theirs,
        `select (select count(*) from customer) as customers, (select count(*) from "order") as orders,
                (select count(*) from marketing_event) as events, (select count(*) from marketing_plan) as plans,
                (select value from marketing_setting where key = 'demo') as noted`,
      )
    const before = await figures()
    const demo = startDemo({ ...env, DATABASE_URL: theirs })
    await until(demo, "Starting the store...")
    await ctrlC(demo)
    expect(demo.said()).not.toMatch(/Filling|Preparing/)
    expect(demo.said()).toMatch(/Stopping\.\.\.\n$/)
    expect(await figures()).toEqual(before)
    const open =
      "select application_name from pg_stat_activity where datname = 'theirs' and pid <> pg_backend_pid()"
    expect(await ask(theirs, open)).toEqual([])
  })

  it("says in one sentence that the disk filled up, deletes nothing and leaves nothing behind (F11)", async () => {
    const url = server.url("crowded")
    await ask(server.url("postgres"), "create database crowded")
    await ask(url, "create table kept as select 42 as answer")
    // What is written to this device finds no room: the kernel says so, to PostgreSQL as to Node.
    await ask(
      url,
      `create function fill_up() returns event_trigger language plpgsql as
         $$ begin copy (select 1) to '/dev/full'; end $$;
       create event trigger crowded on ddl_command_start execute function fill_up()`,
    )
    const demo = startDemo({ ...env, DATABASE_URL: url, DEMO_LOG: "/dev/full" })
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain(
      "\nThe disk is full: Preparing the database could not go on. Nothing was deleted; free some space and start again.\n",
    )
    expect(demo.said()).toContain("dev/full cannot be written (ENOSPC): going on without.")
    expect(demo.said()).not.toMatch(/^\s+at /m)
    expect(processesOf(env.HOUSE_DEMO)).toEqual([])
    expect(await ask(url, "select answer from kept")).toEqual([{ answer: 42 }])
  })

  it("says in one sentence that the disk has too little room, before it does anything", async () => {
    const crowded = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
      fs.statfsSync = () => ({ bavail: 256, bsize: 4096 }); syncBuiltinESMExports()`
    const demo = startDemo({
      ...env,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(crowded)}`,
    })
    expect(await demo.ended).toBe(1)
    expect(demo.said().trim()).toBe(
      `The disk is nearly full: 1 MB are free under ${root}. Nothing was deleted; free some space and start again.`,
    )
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

  it.each(["foo", "mysql://localhost/store"])(
    "says in one sentence that %s is no address of a database",
    async (address) => {
      const demo = startDemo({ ...env, DATABASE_URL: address })
      expect(await demo.ended).toBe(1)
      expect(demo.said().trim()).toBe(
        `DATABASE_URL is "${address}", which is no address of a database: give one like postgres://user@localhost:5432/store`,
      )
    },
  )

  it("says in one sentence that an account may not make the database", async () => {
    await ask(server.url("postgres"), "create role humble login")
    const url = server.url("hers").replace("postgres@", "humble@")
    const demo = startDemo({ ...env, DATABASE_URL: url })
    expect(await demo.ended).toBe(1)
    expect(demo.said().trim()).toBe(
      "There is no database named hers, and it cannot be made with this account: permission denied to create database",
    )
  })

  it("says in one sentence that a file is where its data should be, and leaves it there", async () => {
    const file = path.join(folder, "file")
    writeFileSync(file, "years of orders")
    const demo = startDemo({ ...env, DATABASE_URL: "", DEMO_DATA: file })
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain(
      `At ${file} a folder is needed, and something else is in the way. Nothing was deleted; move it away and start again.`,
    )
    expect(demo.said()).not.toMatch(/^\s+at /m)
    expect(readFileSync(file, "utf8")).toBe("years of orders")
  })

  it.each(["", '{"pid":'])(
    "starts beside a note of an earlier one that says no more than '%s'",
    async (left) => {
      const note = path.join(folder, "noted.demo.json")
      writeFileSync(note, left)
      const taken = createServer().listen(Number(env.PORT))
      const demo = startDemo({ ...env, DATABASE_URL: "", DEMO_DATA: path.join(folder, "noted") })
      expect(await demo.ended).toBe(1)
      taken.close()
      expect(demo.said()).toContain(`Port ${env.PORT} is taken by another program.`)
      expect(JSON.parse(readFileSync(note, "utf8"))).toMatchObject({
        address: `http://localhost:${env.PORT}`,
      })
    },
  )

  it("says in one sentence that the link to its data leads nowhere", async () => {
    const link = path.join(folder, "link")
    symlinkSync(path.join(folder, "unplugged"), link)
    const demo = startDemo({ ...env, DATABASE_URL: "", DEMO_DATA: link })
    expect(await demo.ended).toBe(1)
    expect(demo.said()).toContain(`At ${link} a folder is needed, and the link there leads to none`)
    expect(demo.said()).not.toMatch(/^\s+at /m)
  })

  it("has left the log of one's own demo alone in all of this", () => {
    // One's own may run meanwhile and write on.
    expect(theirLog()?.slice(0, logged?.length) ?? null).toBe(logged)
  })
})
