import { spawnSync } from "node:child_process"
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
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
import {
  asOwner,
  type Call,
  completeTwice,
  fillCart,
  furnish,
  openPayment,
  register,
  type SecondShop,
  type Visitor,
} from "./second-shop"

const root = path.resolve(__dirname, "../..")
const OURS = "medusa-marketing-canvas"
const LOYALTY = "@medusajs/loyalty-plugin"
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
  // Where the demo keeps its admin panel, and where a deleted one leaves a link to nothing.
  mkdirSync(path.join(root, "public"), { recursive: true })
  const stray = path.join(root, "public", "stray")
  rmSync(stray, { force: true })
  symlinkSync("nowhere", stray)
  const packed = run("npm", ["pack", "--pack-destination", folder], root).trim().split("\n").at(-1)!
  rmSync(stray)
  // Hard links: a copy of the packages in seconds. A file system that cannot is given real copies.
  const modules = path.join(folder, "node_modules")
  // Where ours is a link itself, the packages behind it: what is taken out below is taken out of the copy.
  const installed = realpathSync(path.join(root, "node_modules"))
  if (spawnSync("cp", ["-al", installed, modules]).status !== 0) run("cp", ["-a", installed, modules], folder)
  for (const name of Object.keys(manifest.devDependencies))
    if (!ofAStore.test(name)) rmSync(path.join(modules, name), { recursive: true, force: true })
  const ours = path.join(modules, "medusa-marketing-canvas")
  mkdirSync(ours)
  run("tar", ["-xzf", path.join(folder, packed), "-C", ours, "--strip-components=1"], folder)
  const app = { name: "second-store", private: true, dependencies: { "@medusajs/medusa": "*" } }
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(app))
  writeFileSync(path.join(folder, "medusa-config.ts"), CONFIG)
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
      include: ["medusa-config.ts", "src/**/*.ts"],
    }),
  )
}

/** What each command and start of the second store is told. */
type Settings = { plugins: string[]; ours?: object; admin?: boolean }

const told = (store: SecondStore, { plugins, ours = {}, admin = false }: Settings) => ({
  DATABASE_URL: store.url,
  STORE_PLUGINS: JSON.stringify(
    plugins.map((resolve) => ({ resolve, options: resolve === OURS ? ours : {} })),
  ),
  STORE_ADMIN: admin ? "on" : "off",
})

/** Asks the environment, so that a store built once starts with other plugins and options; `require` spares it Medusa's types. */
const CONFIG = `const { defineConfig } = require("@medusajs/framework/utils")
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: "", adminCors: "", authCors: "", jwtSecret: "second-secret", cookieSecret: "second-secret" },
    cookieOptions: { secure: false },
  },
  admin: { disable: process.env.STORE_ADMIN === "off" },
  plugins: JSON.parse(process.env.STORE_PLUGINS),
})
`

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

const cli = (store: SecondStore, settings: Settings, ...args: string[]) =>
  run(
    process.execPath,
    [path.join(store.folder, "node_modules/@medusajs/cli/cli.js"), ...args],
    store.folder,
    told(store, settings),
  )

const migrate = (store: SecondStore, settings: Settings) =>
  cli(store, settings, "db:migrate", "--execute-safe-links", "--concurrency", "4")

async function startStore(store: SecondStore, settings: Settings): Promise<void> {
  const started = startNode(
    [path.join(store.folder, "node_modules/@medusajs/cli/cli.js"), "start", "--port", String(store.port)],
    {
      cwd: path.join(store.folder, ".medusa/server"),
      env: { ...told(store, settings), NODE_ENV: "production", MEDUSA_DISABLE_TELEMETRY: "true" },
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

describe("the packed plugin in a second store (O2)", { timeout: 600_000 }, () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let store: SecondStore
  let owner: Call
  let shop: SecondShop
  let ada: Visitor
  let coupon_id: number
  const withoutHooks = { plugins: [OURS, LOYALTY], ours: { checkout_hooks: false } }

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
    expect(inside).not.toContain(path.join(".medusa", "server", "src", "admin", "admin"))
    expect(inside.filter((file) => /\.(test|spec)\.|integration-tests|scripts/.test(file))).toEqual(
      inside.filter((file) => file.startsWith(path.join(".medusa", "server", "src", "scripts"))),
    )
  })

  it("migrates and boots alone, and answers its API", async () => {
    const alone = { plugins: [OURS] }
    migrate(store, alone)
    cli(store, alone, "user", "--email", email, "--password", password)
    cli(store, alone, "build")
    await startStore(store, alone)
    owner = await asOwner(store, email)
    expect(await owner("/admin/marketing/segments")).toMatchObject({ segments: [], count: 0 })
    await stopAll()
  })

  // One panel is built, the fuller one: it takes more than a minute, and ours alone is what all browser specs look at.
  it("boots beside the official loyalty plugin, and shows Marketing in the admin", async () => {
    const both = { plugins: [OURS, LOYALTY], admin: true }
    migrate(store, both)
    cli(store, both, "build")
    await startStore(store, both)
    await seeMarketing(store)
    owner = await asOwner(store, email)
    expect(await owner("/admin/marketing/segments")).toMatchObject({ count: 0 })
    expect(await owner("/admin/gift-cards")).toMatchObject({ count: 0 })
    shop = await furnish(owner)
    ada = await register(store, shop, "ada")
    await owner("/admin/marketing/points/adjust", {
      customer_id: ada.customer_id,
      amount: 20_000,
      reason: "welcome",
    })
  })

  const purse = async () => (await ada.visit<{ points: Purse }>("/store/marketing/me/points")).points
  /** The store's own worker books an order within seconds. */
  const bookedPurse = async (balance: number): Promise<Purse> => {
    for (;;) {
      const now = await purse()
      if (now.balance === balance) return now
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const putPoints = (cart: string, points: number) =>
    ada.visit(`/store/marketing/carts/${cart}/points`, { points })
  const totalOf = async (cart: string) =>
    (await ada.visit<{ cart: { total: number } }>(`/store/carts/${cart}`)).cart.total

  it("a cart with a gift card, store credit and points is one order, and every account is right to the cent (B3, O2)", async () => {
    const { gift_card } = await owner<{ gift_card: { code: string } }>("/admin/gift-cards", {
      currency_code: "eur",
      value: 30,
    })
    const { store_credit_account: account } = await owner<{ store_credit_account: { id: string } }>(
      "/admin/store-credit-accounts",
      { currency_code: "eur", customer_id: ada.customer_id },
    )
    await owner(`/admin/store-credit-accounts/${account.id}/credit`, { amount: 20 })

    const cart = await fillCart(ada, shop)
    await putPoints(cart, 1050)
    await ada.visit(`/store/carts/${cart}/gift-cards`, { code: gift_card.code })
    await ada.visit(`/store/carts/${cart}/store-credits`, { amount: 12.34 })
    expect(await totalOf(cart)).toBe(18.66)
    await openPayment(ada, cart)
    expect(await completeTwice(ada, cart)).toMatchObject({ total: 18.66, credit_line_total: 52.84 })

    expect(await bookedPurse(18_950)).toMatchObject({ held: 0, available: 18_950 })
    const accounts = await owner<{ store_credit_accounts: { balance: number }[] }>(
      "/admin/store-credit-accounts?fields=id,balance",
    )
    expect(accounts.store_credit_accounts.map(({ balance }) => balance).sort()).toEqual([0, 7.66])
    expect(await ada.visit("/store/orders")).toMatchObject({ count: 1 })
  })

  it("a cart that gets cheaper below its points and its gift card owes nobody money", async () => {
    const { gift_card } = await owner<{ gift_card: { code: string } }>("/admin/gift-cards", {
      currency_code: "eur",
      value: 100,
    })
    const cart = await fillCart(ada, shop, 2)
    await putPoints(cart, 10_000)
    await ada.visit(`/store/carts/${cart}/gift-cards`, { code: gift_card.code })
    expect(await totalOf(cart)).toBe(0)
    const { items } = (await ada.visit<{ cart: { items: [{ id: string }] } }>(`/store/carts/${cart}`)).cart
    await ada.visit(`/store/carts/${cart}/line-items/${items[0].id}`, { quantity: 1 })
    expect(await totalOf(cart)).toBe(0)
    expect(await completeTwice(ada, cart)).toMatchObject({ total: 0, credit_line_total: 71.5 })
    expect(await bookedPurse(18_950 - 7150)).toMatchObject({ held: 0 })
    await stopAll()
  })

  it("with checkout_hooks off points pay as ever, and a coupon is refused and stays hers", async () => {
    await startStore(store, withoutHooks)
    owner = await asOwner(store, email)
    const { health } = await owner<{ health: { checkout_hooks: { state: string }[] } }>(
      "/admin/marketing/health",
    )
    expect(health.checkout_hooks.map(({ state }) => state)).toEqual(["off", "off", "off", "off", "off"])

    const { coupon_template } = await owner<{ coupon_template: { id: string } }>(
      "/admin/marketing/coupon-templates",
      { name: "Ten off", discount: { type: "percent", percent: 10 } },
    )
    const granted = await owner<{ coupon: { id: number } }>(
      `/admin/marketing/coupon-templates/${coupon_template.id}/grant`,
      { customer_id: ada.customer_id, reason: "welcome" },
    )
    coupon_id = granted.coupon.id
    const cart = await fillCart(ada, shop)
    const refused = await ada.ask(`/store/marketing/carts/${cart}/coupons`, { coupon_id })
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ code: "coupon/not-applicable" }] } })
    expect(await ada.visit("/store/marketing/me/coupons")).toMatchObject({
      coupons: [{ id: coupon_id, state: "free" }],
    })

    await putPoints(cart, 1000)
    await openPayment(ada, cart)
    expect(await completeTwice(ada, cart)).toMatchObject({ total: 61.5 })
    expect(await bookedPurse(10_800)).toMatchObject({ held: 0 })
    await stopAll()
  })

  it("with checkout_hooks off the store's own handlers call ours, and coupons work", async () => {
    const hooks = path.join(store.folder, "src", "workflows", "hooks")
    mkdirSync(hooks, { recursive: true })
    writeFileSync(path.join(hooks, "marketing.ts"), recipe())
    cli(store, withoutHooks, "build")
    await startStore(store, withoutHooks)
    const cart = await fillCart(ada, shop)
    await ada.visit(`/store/marketing/carts/${cart}/coupons`, { coupon_id })
    await putPoints(cart, 1000)
    expect(await totalOf(cart)).toBe(54.9)
    await openPayment(ada, cart)
    expect(await completeTwice(ada, cart)).toMatchObject({ total: 54.9, credit_line_total: 10 })
    expect(await bookedPurse(9800)).toMatchObject({ held: 0 })
    expect(await ada.visit("/store/marketing/me/coupons?state=all")).toMatchObject({
      coupons: [{ id: coupon_id, state: "used" }],
    })
    await stopAll()
  })
})

type Purse = { balance: number; held: number; available: number }

/** The file that the README tells stores with hooks of their own to write. */
function recipe(): string {
  const readme = readFileSync(path.join(root, "README.md"), "utf8")
  return /```ts\n(\/\/ src\/workflows\/hooks\/marketing\.ts\n[\s\S]*?)```/.exec(readme)![1]!
}

async function seeMarketing(store: SecondStore): Promise<void> {
  const found = (await findChromium()) as { CHROMIUM_PATH: string }
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
