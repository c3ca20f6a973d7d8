import { chromium } from "playwright-core"
import { findChromium } from "./chromium.mjs"
import { StartError } from "./start-error.mjs"

/** A store that `npm run demo` started; ADDRESS wins when set. */
export const address = process.env.ADDRESS ?? "http://localhost:9000"
const staff = { email: "admin@demo.test", password: "demo-demo" }

/** Answers a function that asks the demo's admin API: reads a route, or posts `body` (a value, or a form with a file) to it. */
export async function signIn() {
  const send = (route, init) =>
    fetch(`${address}${route}`, init).catch(() => {
      throw new StartError(`No store answers at ${address}. Start one: npm run demo`)
    })
  const json = { "content-type": "application/json" }
  const login = await send("/auth/user/emailpass", {
    method: "POST",
    headers: json,
    body: JSON.stringify(staff),
  })
  if (!login.ok) throw new StartError(`${address} does not know ${staff.email}: is it the demo?`)
  const { token } = await login.json()
  const authorization = `Bearer ${token}`
  return async (route, body) => {
    const init =
      body instanceof FormData
        ? { method: "POST", headers: { authorization }, body }
        : body
          ? { method: "POST", headers: { ...json, authorization }, body: JSON.stringify(body) }
          : { headers: { authorization } }
    return (await send(`/admin/${route}`, init)).json()
  }
}

/** A browser without a window, which asks nobody but the store. */
export async function startBrowser() {
  const found = await findChromium()
  return chromium.launch({
    executablePath: found.CHROMIUM_PATH,
    env: { ...process.env, ...found },
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  })
}

/** A page of the panel with somebody logged in. */
export async function openPanel(browser, { language = "en", theme = "light", height = 960 } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height }, locale: "en-US" })
  await context.addCookies([{ name: "lng", value: language, url: address }])
  await context.addInitScript((scheme) => {
    // Not in the sandboxed frame that shows a message: it has no storage.
    if (window === window.top) localStorage.setItem("medusa_admin_theme", scheme)
  }, theme)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${address}/app/login`)
  await page.locator('input[name="email"]').fill(staff.email)
  await page.locator('input[name="password"]').fill(staff.password)
  await page.locator('button[type="submit"]').click()
  await page.locator('nav a[href="/app/marketing"]').first().waitFor()
  return page
}
