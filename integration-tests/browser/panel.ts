import { mkdirSync } from "node:fs"
import path from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import en from "../../admin/i18n/json/en.json" with { type: "json" }
// @ts-expect-error plain script without types
import { findChromium } from "../../scripts/chromium.mjs"
import { atRest } from "./at-rest"

const pictures = path.resolve(__dirname, "../../.medusa/screenshots")
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  // Nothing leaves this machine: Medusa's own pages show flags from a CDN.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]
/** The machine may be busy; a condition that holds is seen at once anyway. */
const PATIENCE_MS = 30_000

export type Panel = Awaited<ReturnType<typeof openPanel>>

export async function startBrowser(): Promise<Browser> {
  const found = (await findChromium()) as Record<string, string>
  return chromium.launch({
    executablePath: found.CHROMIUM_PATH,
    env: { ...process.env, ...found } as Record<string, string>,
    args: QUIET,
  })
}

/** Also one in which we have no words: ours are English then. */
export type PanelLanguage = "en" | "zhCN" | "ptBR"

/** The admin panel in a window of its own, in one language and theme, with somebody logged in. */
export async function openPanel(
  browser: Browser,
  given: {
    address: string
    email: string
    password: string
    language?: PanelLanguage
    theme?: "light" | "dark"
  },
) {
  const { address, language = "en", theme = "light" } = given
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: "en-US" })
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addCookies([{ name: "lng", value: language, url: address }])
  await context.addInitScript((scheme) => {
    // Not in the sandboxed frame that shows a message: it has no storage.
    if (window === window.top) localStorage.setItem("medusa_admin_theme", scheme)
  }, theme)
  const page = await context.newPage()
  const complaints = listen(page, address)
  const panel = {
    page,
    /** What the page wrote into the console as an error, and what it threw. */
    complaints,
    go: (route: string) => page.goto(`${address}/app${route}`),
    close: (): Promise<void> => context.close(),
    /** Keeps a picture of what is seen now under .medusa/screenshots. */
    snap: (name: string) => snap(page, name),
    /** Chooses from a select by its accessible name. */
    choose: async (label: string, option: string | RegExp) => {
      await page.getByRole("combobox", { name: label, exact: true }).click()
      await page.getByRole("option", { name: option }).click()
    },
    /** The value that stands under or beside a name: a figure of a report, a line of facts. */
    valueOf: (name: string) =>
      page
        .locator("main div, main p, [role=dialog] div")
        .filter({ hasText: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`) })
        .locator("xpath=following-sibling::*[1]")
        .first(),
  }
  await login(page, given)
  return panel
}

/** Types what a person types on the login page, whatever its language. */
async function login(page: Page, who: { address: string; email: string; password: string }): Promise<void> {
  await page.goto(`${who.address}/app/login`)
  await page.locator('input[name="email"]').fill(who.email)
  await page.locator('input[name="password"]').fill(who.password)
  await page.locator('button[type="submit"]').click()
  await page.locator('nav a[href="/app/marketing"]').first().waitFor()
}

function listen(page: Page, address: string): string[] {
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(error.message))
  page.on("console", (message) => {
    if (message.type() !== "error") return
    const { url } = message.location()
    // The login page asks who is there, and is told: nobody.
    if (/401/.test(message.text()) && url.includes("/admin/users/me")) return
    // What lies elsewhere is not to be had here.
    if (/ERR_NAME_NOT_RESOLVED/.test(message.text()) && !url.startsWith(address)) return
    complaints.push(`${message.text()} ${url}`)
  })
  return complaints
}

async function snap(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled" })
}

/** Everything is there: nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle")
  await page.locator("h1, h2").first().waitFor()
  await page.waitForFunction(
    () =>
      // A lone "…" stands where a name is still being asked for.
      !document.querySelector(".animate-pulse, .animate-spin") && !/^…$/m.test(document.body.innerText),
  )
  if (await page.locator(".react-flow").count()) await atRest(page)
}

const sections = Object.keys(en).join("|")
const rawKey = new RegExp(
  `(?:^|[\\s"'(])((?:marketing:)?(?:${sections})\\.[A-Za-z_]+(?:\\.[A-Za-z_]+)*)`,
  "gm",
)

/** Keys of texts that stand on the page instead of the text. */
export const rawKeys = (text: string): string[] => [...text.matchAll(rawKey)].map((found) => found[1]!)
