// npm run screenshots: pictures of the main pages into docs/pictures, from a store that `npm run demo` started.
// ADDRESS (http://localhost:9000) and CHROMIUM_PATH win when set. --all: every language in every theme; names of pages
// (`npm run screenshots -- overview plans`): those only.
import { mkdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { address, openPanel, signIn, startBrowser } from "./demo-panel.mjs"
import { root } from "./install.mjs"
import { mainPages } from "./picture-pages.mjs"
import { runCommand, StartError } from "./start-error.mjs"

const folder = path.join(root, "docs", "pictures")
/** Between them, the first two show both languages and both themes. */
const looks = [
  { name: "en-light", language: "en", theme: "light" },
  { name: "zhCN-dark", language: "zhCN", theme: "dark" },
  { name: "en-dark", language: "en", theme: "dark" },
  { name: "zhCN-light", language: "zhCN", theme: "light" },
].slice(0, process.argv.includes("--all") ? 4 : 2)

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"))

await runCommand(async () => {
  const ask = await signIn()
  const known = Object.entries(await mainPages(ask))
  const strange = wanted.filter((name) => known.every(([one]) => one !== name))
  if (strange.length > 0)
    throw new StartError(
      `No page is called ${strange.join(", ")}. There are ${known.map(([name]) => name).join(", ")}.`,
    )
  const pages = known.filter(([name]) => wanted.length === 0 || wanted.includes(name))
  mkdirSync(folder, { recursive: true })
  const browser = await startBrowser()
  try {
    for (const look of looks) await takePictures(browser, look, pages)
  } finally {
    await browser.close()
  }
})

async function takePictures(browser, look, pages) {
  const page = await openPanel(browser, look)
  const words = JSON.parse(readFileSync(path.join(root, "admin", "i18n", "json", `${look.language}.json`)))
  for (const [name, { route, enter, act, leave }] of pages) {
    await enter?.()
    await page.goto(`${address}/app${route}`)
    await page.waitForLoadState("networkidle")
    await page.locator("h1, h2").first().waitFor()
    await settled(page)
    if (act) {
      await act(page, words)
      await settled(page)
    }
    const file = path.join(folder, `${name}-${look.name}.png`)
    await page.screenshot({ path: file, animations: "disabled" })
    console.log(path.relative(root, file))
    await leave?.()
  }
  await page.context().close()
}

/** Twice: what the first answers bring may ask for more. */
async function settled(page) {
  await everythingThere(page)
  await page.waitForTimeout(500)
  await everythingThere(page)
}

function everythingThere(page) {
  return page.waitForFunction(
    () =>
      // A lone "…" stands where a name is still being asked for.
      !document.querySelector(".animate-pulse, .animate-spin") && !/^…$/m.test(document.body.innerText),
  )
}
