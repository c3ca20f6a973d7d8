import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { Client } from "pg"
// @ts-expect-error plain script without types
import { freePort, startPostgres } from "../../scripts/postgres.mjs"

const root = path.resolve(__dirname, "../..")

/**
 * One PostgreSQL for the whole run, with migrated templates per state of the migrations, which tests clone: a store's
 * whole database, and a slim one of our tables and those of the core that our module or its tests speak of.
 * TEST_DATABASE_URL points at a running server instead (its templates are then kept between runs).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given
    ? null
    : await startPostgres({
        dataDir: path.join(root, ".medusa/pg-test"),
        port: await freePort(),
        settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
      })
  const url: string = given ?? server.url("postgres")
  process.env.TEST_DATABASE_URL = url
  Object.assign(process.env, await ensureTemplates(url))
  return async () => {
    if (server) await server.stop()
  }
}

async function ensureTemplates(url: string) {
  const core = `core2_${hash([path.join(root, "node_modules/@medusajs/medusa/package.json")])}`
  const ours = `${core}_ours_${hash(readdirSync(path.join(root, "migrations")).map((f) => path.join(root, "migrations", f)))}`
  const admin = await connectPatiently(url)
  try {
    // Several runs may want the same template at once: one makes it, the others wait.
    await admin.query("select pg_advisory_lock(hashtext($1))", [core])
    await build(admin, core, null, (name) => migrate(path.join(__dirname, "core-store"), at(url, name)))
    await build(admin, ours, core, (name) => migrate(root, at(url, name)))
    const idle = await idleTables(at(url, ours))
    const slim = `${ours}_slim_${sha1(idle.join())}`
    await build(admin, slim, ours, (name) => ask(at(url, name), `drop table ${idle.join()} cascade`))
    return { STORE_TEMPLATE: ours, MODULE_TEMPLATE: slim }
  } finally {
    await admin.end()
  }
}

async function build(
  admin: Client,
  name: string,
  from: string | null,
  fill: (name: string) => Promise<unknown>,
): Promise<void> {
  const there = await admin.query("select 1 from pg_database where datname = $1", [name])
  if (there.rowCount) return
  const draft = `${name}_draft`
  await admin.query(`drop database if exists ${draft} with (force)`)
  await admin.query(from ? `create database ${draft} template ${from}` : `create database ${draft}`)
  await fill(draft)
  await admin.query(`alter database ${draft} rename to ${name}`)
}

/** The core's tables that neither our module nor its tests speak of: a clone without their files is many times as quick. */
async function idleTables(databaseUrl: string): Promise<string[]> {
  const tests = ["modules", "scenarios", "crash", "simulate", "support"].map(
    (room) => `integration-tests/${room}`,
  )
  const spokenOf = new Set(
    ["src/modules/marketing", ...tests]
      .flatMap((folder) =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
          path.join(root, folder, file),
        ),
      )
      .filter((file) => /\.(ts|cjs)$/.test(file))
      .flatMap((file) => readFileSync(file, "utf8").match(/[a-z_]+/g) ?? []),
  )
  const tables = await ask(
    databaseUrl,
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'marketing%' order by 1",
  )
  return tables.filter(({ name }) => !spokenOf.has(name)).map(({ name }) => `"${name}"`)
}

async function ask(databaseUrl: string, text: string): Promise<{ name: string }[]> {
  const database = await connectPatiently(databaseUrl)
  try {
    return (await database.query(text)).rows
  } finally {
    await database.end()
  }
}

function migrate(directory: string, databaseUrl: string): Promise<void> {
  const medusa = path.join(root, "node_modules/@medusajs/cli/cli.js")
  return new Promise((resolve, reject) => {
    let said = ""
    const child = spawn(process.execPath, [medusa, "db:migrate", "--execute-safe-links", "--skip-scripts"], {
      cwd: directory,
      env: { ...process.env, DATABASE_URL: databaseUrl, MEDUSA_DISABLE_TELEMETRY: "true", NODE_ENV: "test" },
    })
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk))
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`db:migrate failed:\n${said.slice(-3000)}`)),
    )
  })
}

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex").slice(0, 10)

const hash = (files: string[]): string =>
  sha1(
    files
      .sort()
      .map((file) => path.basename(file) + readFileSync(file, "utf8"))
      .join(""),
  )

const at = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).toString()

/** A server that was just started says for a moment that it is starting (57P03) or does not answer yet. */
async function connectPatiently(url: string): Promise<Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      const { code } = error as { code?: string }
      if ((code !== "57P03" && code !== "ECONNREFUSED") || attempt > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
