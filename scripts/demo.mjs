// npm run demo: a store full of life with the plugin inside, on a PostgreSQL of its own. Needs nothing but Node.
// PORT (9000), DATABASE_URL, DEMO_LOG and DEMO_DATA (the folder of its own PostgreSQL) win when set. Ctrl-C stops everything; the data stays for the next start.
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from "node:fs"
import path from "node:path"
import { buildAdminPanel, isAdminBuilt, linkBuiltAdmin } from "./admin-panel.mjs"
import { demoState } from "./demo-state.mjs"
import { fingerprint } from "./fingerprint.mjs"
import { installWhenMissing, root } from "./install.mjs"
import { freePort, isFree, startPostgres } from "./postgres.mjs"
import { commandOf, isAlive, runNode, startNode, stopAll } from "./processes.mjs"
import { runCommand, StartError } from "./start-error.mjs"

const port = Number(process.env.PORT || 9000)
const address = `http://localhost:${port}`
const folder = path.join(root, ".medusa")
const dataDir = path.resolve(process.env.DEMO_DATA || path.join(folder, "pg"))
const medusa = path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
/** PostgreSQL's data, the built admin and room to work; known from fresh starts, doubled. */
const NEEDED_BYTES = 800 * 1024 * 1024
const READY_WITHIN_MS = 120_000

let server
let stopping
const stop = () => {
  stopping ??= (async () => {
    await stopAll()
    await server?.stop()
  })()
  return stopping
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(name, () => {
    console.log("\nStopping...")
    void stop().then(() => process.exit(0))
  })

await runCommand(async () => {
  const started = Date.now()
  try {
    await demo(started)
  } catch (error) {
    if (stopping) return await stopping
    await stop()
    throw error
  }
})

async function demo(started) {
  refuseOddPort()
  mkdirSync(folder, { recursive: true })
  refuseFullDisk()
  if (!process.env.DATABASE_URL) refuseSecondDemo()
  installWhenMissing(console.log)
  if (!(await isFree(port)))
    throw new StartError(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=9001 npm run demo`,
    )

  const databaseUrl = process.env.DATABASE_URL || (await ownDatabase())
  const env = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    ...withoutTelemetry(),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --no-deprecation`.trim(),
  }
  const logAt = process.env.DEMO_LOG || path.join(folder, "demo.log")
  const log = createWriteStream(logAt)
  // Left to itself the error would end this process and leave the store behind.
  log.on("error", (error) =>
    console.log(`${path.relative(root, logAt)} cannot be written (${error.code}): going on without.`),
  )
  const options = { cwd: root, env, log }
  // The first start commits ten thousand times, and what is lost of that is made again. Of the store nothing may be lost.
  const filling = server ? { ...options, env: { ...env, PGOPTIONS: "-c synchronous_commit=off" } } : options

  // The admin panel is built while the database is prepared: two cores, half the time.
  const state = await demoState(databaseUrl)
  // What fails first ends the start; what the other has done by then is kept for the next one.
  await Promise.all([prepareDatabase(state, filling), buildAdmin(options)])
  linkBuiltAdmin()

  await step("Starting the store", () => startStore(options))
  if (stopping) return
  console.log(
    [
      "",
      `The store is up after ${seconds(started)}: ${address}/app`,
      state.foreign
        ? "  log in with an account of that store; it is used as it is, without demo data"
        : "  log in with   admin@demo.test   demo-demo",
      ...(state.foreign
        ? []
        : [
            '  A customer with an open coupon and 500 points or more, for the store API with the key "Web shop":',
            "                shopper@demo.test   demo-demo",
          ]),
      "  Marketing is in the menu on the left. Ctrl-C stops everything; the data stays.",
    ].join("\n"),
  )
}

/**
 * The variable keeps Medusa from noting anything down; only its settings keep each of its commands from leaving a process
 * behind that looks for something to send. Settings of our own: those in the home of whoever tries the demo are theirs.
 */
function withoutTelemetry() {
  const home = path.join(folder, "config")
  mkdirSync(path.join(home, "medusa"), { recursive: true })
  writeFileSync(path.join(home, "medusa", "config.json"), JSON.stringify({ telemetry: { enabled: false } }))
  return { MEDUSA_DISABLE_TELEMETRY: "true", XDG_CONFIG_HOME: home }
}

async function ownDatabase() {
  const preferred = 54329
  server = await step("Starting PostgreSQL", async () =>
    startPostgres({
      dataDir,
      port: (await isFree(preferred)) ? preferred : await freePort(),
      elsewhere: true,
    }),
  )
  void server.gone.then((why) => {
    if (stopping) return
    console.error(
      `\nPostgreSQL stopped by itself (${why}), and the store cannot go on without it: both are stopped. The data stays; start again with npm run demo.`,
    )
    void stop().then(() => process.exit(1))
  })
  if (server.dataDir !== dataDir)
    console.log(`The database's account may not enter ${dataDir}: the data is in ${server.dataDir}`)
  return server.url("medusa_marketing_demo")
}

async function prepareDatabase(state, options) {
  const migrations = fingerprint(["migrations", "package-lock.json"])
  if (state.migrations !== migrations) {
    // The modules know nothing of each other: several are migrated at once.
    const args = [medusa, "db:migrate", "--execute-safe-links", "--skip-scripts", "--concurrency", "4"]
    await step("Preparing the database", () => runNode("Preparing the database", args, options))
    await state.remember({ migrations })
  }
  const seed = fingerprint(["scripts/seed"])
  if (state.foreign || state.seed) return
  // From here on the database is ours: a start that was broken off goes on where it stopped.
  await state.remember({ begun: true })
  const args = [medusa, "exec", "./scripts/seed/demo.ts"]
  await step("Filling the store with a year of life", () => runNode("Filling the store", args, options))
  await state.remember({ seed })
}

async function buildAdmin(options) {
  if (isAdminBuilt()) return
  await step("Building the admin panel", () => buildAdminPanel(options))
}

async function startStore(options) {
  const store = startNode([medusa, "start", "--port", String(port)], {
    ...options,
    env: { ...options.env, NODE_ENV: "production" },
  })
  void store.exited.then((code) => {
    if (stopping) return
    console.error(`\nThe store stopped by itself (exit code ${code}):\n${store.tail()}`)
    void stop().then(() => process.exit(1))
  })
  const end = Date.now() + READY_WITHIN_MS
  while (!(await answers(`${address}/health`))) {
    if (stopping) return
    if (Date.now() > end)
      throw new StartError(`The store did not answer within ${READY_WITHIN_MS / 1000} s:\n${store.tail()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function answers(url) {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

function refuseOddPort() {
  if (Number.isInteger(port) && port > 0 && port < 65_536) return
  throw new StartError(
    `PORT is "${process.env.PORT}", which is no port: give a number from 1 to 65535, e.g. PORT=9001 npm run demo`,
  )
}

function refuseFullDisk() {
  const disk = statfsSync(root)
  const free = disk.bavail * disk.bsize
  const begun = existsSync(path.join(dataDir, "PG_VERSION"))
  if (free < (begun ? NEEDED_BYTES / 8 : NEEDED_BYTES)) {
    throw new StartError(
      `The disk is nearly full: ${Math.floor(free / 1024 / 1024)} MB are free under ${root}. Nothing was deleted; free some space and start again.`,
    )
  }
}

/** Two would share one database server, which the first to end would stop. */
function refuseSecondDemo() {
  const note = `${dataDir}.demo.json`
  const other = existsSync(note) ? readNote(note) : null
  // A number of a demo that was killed may belong to another program by now.
  if (other && other.pid !== process.pid && isAlive(other.pid) && /demo\.mjs/.test(commandOf(other.pid)))
    throw new StartError(`The demo runs already, at ${other.address}, process ${other.pid}.`)
  mkdirSync(path.dirname(dataDir), { recursive: true })
  // In one piece, whatever ends us.
  writeFileSync(`${note}-${process.pid}`, JSON.stringify({ pid: process.pid, address }))
  renameSync(`${note}-${process.pid}`, note)
}

/** One that was damaged when the machine went down or its disk was full tells of nobody who runs now. */
function readNote(note) {
  try {
    return JSON.parse(readFileSync(note, "utf8"))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function step(what, work) {
  const since = Date.now()
  console.log(`${what}...`)
  const result = await work()
  if (!stopping) console.log(`${what}: ${seconds(since)}`)
  return result
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
