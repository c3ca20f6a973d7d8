// npm run bench -- --customers 1000000 [--only NAME,NAME] [--events 20] [--rounds 5]
// Needs no server of yours: an embedded PostgreSQL with fsync on, data under .medusa/pg-bench. BENCH_DATABASE_URL wins.
// BENCH_DATABASE=bench_… takes a store that an older schema made, and only adds the migrations it has not seen.
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { freePort, startPostgres } from "../scripts/postgres.mjs"

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..")
const require = createRequire(import.meta.url)
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : process.argv[at + 1]
}
const customers = Number(option("customers", "100000"))
const eventsEach = Number(option("events", "20"))

const server = process.env.BENCH_DATABASE_URL
  ? null
  : await startPostgres({
      dataDir: path.join(root, ".medusa", "pg-bench"),
      port: await freePort(),
      settings: {
        shared_buffers: "2GB",
        work_mem: "64MB",
        maintenance_work_mem: "512MB",
        effective_cache_size: "12GB",
        max_wal_size: "8GB",
        random_page_cost: "1.1",
        jit: "off",
      },
    })
const base = process.env.BENCH_DATABASE_URL ?? server.url("postgres")
try {
  const { Client } = require("pg")
  // Another schema or another generator is another store.
  const sum = createHash("sha1").update(readFileSync(path.join(root, "bench", "store.ts")))
  for (const folder of [path.join(root, "bench", "store"), path.join(root, "migrations")])
    for (const file of readdirSync(folder).sort()) sum.update(readFileSync(path.join(folder, file)))
  const older = process.env.BENCH_DATABASE
  const name = older ?? `bench_${customers}_${eventsEach}_${sum.digest("hex").slice(0, 8)}`
  const admin = new Client({ connectionString: base })
  await admin.connect()
  const there = (await admin.query("select 1 from pg_database where datname = $1", [name])).rowCount > 0
  if (!there) await admin.query(`create database ${name}`)
  await admin.end()
  const url = Object.assign(new URL(base), { pathname: `/${name}` }).toString()
  if (!there || older) {
    console.log("migrating…")
    const migrated = spawnSync(
      process.execPath,
      [path.join(root, "node_modules/@medusajs/cli/cli.js"), "db:migrate", "--skip-scripts"],
      {
        cwd: root,
        env: { ...process.env, DATABASE_URL: url, MEDUSA_DISABLE_TELEMETRY: "true" },
        encoding: "utf8",
      },
    )
    if (migrated.status !== 0) throw new Error(`${migrated.stdout}${migrated.stderr}`.slice(-2000))
  }
  require("ts-node").register({ swc: true, transpileOnly: true })
  const { runBench } = require("./bench.ts")
  await runBench({
    url,
    customers,
    eventsEach,
    only: option("only"),
    rounds: option("rounds") && Number(option("rounds")),
    resultFile: path.join(root, "bench", "results", "latest.json"),
  })
} finally {
  await server?.stop()
}
