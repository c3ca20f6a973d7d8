import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { Client } from "pg"
import { chromium } from "playwright-core"
// @ts-expect-error plain script without types
import { findChromium } from "../../scripts/chromium.mjs"
// @ts-expect-error plain script without types
import { freePort, startPostgres } from "../../scripts/postgres.mjs"
// @ts-expect-error plain script without types
import { startNode, stopAll } from "../../scripts/processes.mjs"

const root = path.resolve(__dirname, "../..")
const email = "owner@example.com"
const password = "a-long-password"
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>
}
/** What a store brings by itself; of our other development packages the second store sees none. */
const ofAStore =
  /^(@medusajs\/|@types\/(node|react)|react|@tanstack\/react-query$|i18next$|typescript$|ts-node$|@swc\/core$)/

type SecondStore = { folder: string; url: string; port: number }

/** An empty store in a folder of its own with the packed tarball installed, as `npm install <tarball>` leaves it. */
function installInto(folder: string): void {
  const packed = run("npm", ["pack", "--pack-destination", folder], root).trim().split("\n").at(-1)!
  // Hard links: a copy of the packages in seconds. A file system that cannot is given real copies.
  const modules = path.join(folder, "node_modules")
  if (spawnSync("cp", ["-al", path.join(root, "node_modules"), modules]).status !== 0)
    run("cp", ["-a", path.join(root, "node_modules"), modules], folder)
  for (const name of Object.keys(manifest.devDependencies))
    if (!ofAStore.test(name)) rmSync(path.join(modules, name), { recursive: true, force: true })
  const ours = path.join(modules, "medusa-marketing-canvas")
  mkdirSync(ours)
  run("tar", ["-xzf", path.join(folder, packed), "-C", ours, "--strip-components=1"], folder)
  const app = { name: "second-store", private: true, dependencies: { "@medusajs/medusa": "*" } }
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(app))
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({
      "ts-node": { swc: true },
      compilerOptions: {
        module: "Node16",
        moduleResolution: "Node16",
        target: "ES2021",
        skipLibCheck: true,
        outDir: "./.medusa/server",
        rootDir: "./",
      },
      include: ["medusa-config.ts"],
    }),
  )
}

const configure = (folder: string, plugins: string[]) =>
  writeFileSync(
    path.join(folder, "medusa-config.ts"),
    `import { defineConfig } from "@medusajs/framework/utils"
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: "", adminCors: "", authCors: "", jwtSecret: "second-secret", cookieSecret: "second-secret" },
    cookieOptions: { secure: false },
  },
  plugins: ${JSON.stringify(plugins.map((resolve) => ({ resolve, options: {} })))},
})
`,
  )

function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): string {
  const ran = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, MEDUSA_DISABLE_TELEMETRY: "true", npm_config_loglevel: "error", ...env },
  })
  if (ran.status !== 0)
    throw new Error(`${command} ${args.join(" ")}\n${ran.stdout}\n${ran.stderr}`.slice(-4000))
  return ran.stdout
}

const cli = (store: SecondStore, ...args: string[]) =>
  run(
    process.execPath,
    [path.join(store.folder, "node_modules/@medusajs/cli/cli.js"), ...args],
    store.folder,
    {
      DATABASE_URL: store.url,
    },
  )

async function startStore(store: SecondStore): Promise<void> {
  const started = startNode(
    [path.join(store.folder, "node_modules/@medusajs/cli/cli.js"), "start", "--port", String(store.port)],
    {
      cwd: path.join(store.folder, ".medusa/server"),
      env: { DATABASE_URL: store.url, NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true" },
    },
  )
  let ended = false
  void started.exited.then(() => {
    ended = true
  })
  for (;;) {
    const answer = await fetch(`http://localhost:${store.port}/health`).catch(() => null)
    if (answer?.ok) return
    if (ended) throw new Error(started.tail())
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.query(`create database ${name}`)
      return
    } catch (error) {
      // 57P03: the server is starting up.
      if ((error as { code?: string }).code !== "57P03") throw error
    } finally {
      await client.end()
    }
  }
}

async function asOwner(store: SecondStore) {
  const address = `http://localhost:${store.port}`
  const login = await fetch(`${address}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  })
  const { token } = (await login.json()) as { token: string }
  return (route: string) => fetch(`${address}${route}`, { headers: { authorization: `Bearer ${token}` } })
}

describe("the packed plugin in a second store (O2)", { timeout: 600_000 }, () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let store: SecondStore

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "second-store-"))
    // As root the database server runs under another account, which must be able to enter.
    chmodSync(folder, 0o755)
    server = await startPostgres({
      dataDir: path.join(folder, "pg"),
      port: await freePort(),
      settings: { fsync: "off" },
    })
    store = { folder, url: server.url("second"), port: await freePort() }
    await createDatabase(server.url("postgres"), "second")
    installInto(folder)
  })
  afterAll(async () => {
    await stopAll()
    await server?.stop()
    if (store) rmSync(store.folder, { recursive: true })
  })

  it("holds the built server, migrations and admin, and nothing of the workshop", () => {
    const inside = readdirSync(path.join(store.folder, "node_modules/medusa-marketing-canvas"), {
      recursive: true,
      encoding: "utf8",
    })
    expect(inside).toContain(path.join(".medusa", "server", "src", "admin", "index.mjs"))
    expect(inside).toContain(path.join(".medusa", "server", "src", "modules", "marketing", "index.js"))
    expect(inside.some((file) => file.startsWith(path.join(".medusa", "server", "migrations")))).toBe(true)
    expect(inside.filter((file) => /\.(test|spec)\.|integration-tests|scripts/.test(file))).toEqual(
      inside.filter((file) => file.startsWith(path.join(".medusa", "server", "src", "scripts"))),
    )
  })

  it("migrates and boots, answers its API and shows Marketing in the admin", async () => {
    configure(store.folder, ["medusa-marketing-canvas"])
    cli(store, "db:migrate", "--execute-safe-links")
    cli(store, "user", "--email", email, "--password", password)
    cli(store, "build")
    await startStore(store)
    const get = await asOwner(store)
    const segments = await get("/admin/marketing/segments")
    expect(segments.status).toBe(200)
    expect(await segments.json()).toMatchObject({ segments: [], count: 0 })
    await seeMarketing(store)
    await stopAll()
  })

  it("boots beside the official loyalty plugin", async () => {
    configure(store.folder, ["medusa-marketing-canvas", "@medusajs/loyalty-plugin"])
    cli(store, "db:migrate", "--execute-safe-links")
    cli(store, "build")
    await startStore(store)
    const get = await asOwner(store)
    expect((await get("/admin/marketing/segments")).status).toBe(200)
    expect((await get("/admin/gift-cards")).status).toBe(200)
    await stopAll()
  })
})

async function seeMarketing(store: SecondStore): Promise<void> {
  const found = (await findChromium()) as { CHROMIUM_PATH: string; LD_LIBRARY_PATH?: string }
  const browser = await chromium.launch({
    executablePath: found.CHROMIUM_PATH,
    env: { ...process.env, ...found } as Record<string, string>,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  })
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on("pageerror", (error) => complaints.push(error.message))
    await page.goto(`http://localhost:${store.port}/app/login`)
    await page.getByPlaceholder("Email").fill(email)
    await page.getByPlaceholder("Password").fill(password)
    await page.getByRole("button", { name: "Continue with Email" }).click()
    await page.getByRole("link", { name: "Marketing", exact: true }).first().click({ timeout: 60_000 })
    await page.waitForURL(/\/app\/marketing/)
    await page.getByRole("heading").first().waitFor()
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
  }
}
