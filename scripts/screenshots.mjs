// npm run screenshots: pictures of the main pages into docs/pictures, from a store that `npm run demo` started.
// ADDRESS (http://localhost:9000) and CHROMIUM_PATH win when set. --all: every language in every theme; names of pages
// (`npm run screenshots -- overview plans`): those only.
import { mkdirSync } from "node:fs"
import path from "node:path"
import { address, openPanel, signIn, startBrowser } from "./demo-panel.mjs"
import { root } from "./install.mjs"
import { runCommand, StartError } from "./start-error.mjs"

const folder = path.join(root, "docs", "pictures")
/** Between them, the first two show both languages and both themes. */
const looks = [
  { name: "en-light", language: "en", theme: "light" },
  { name: "zhCN-dark", language: "zhCN", theme: "dark" },
  { name: "en-dark", language: "en", theme: "dark" },
  { name: "zhCN-light", language: "zhCN", theme: "light" },
].slice(0, process.argv.includes("--all") ? 4 : 2)

const DRAWN = "Abandoned cart"
/** A file of an old shop, with two lines that cannot be taken. */
const OLD_SHOP = {
  name: "old-shop-orders.csv",
  text: `order_id,email,placed_at,product,category,quantity,amount,currency,season
1001,maria@old-shop.test,2024-11-02 10:15,Beech chair,Chairs,4,516.00,EUR,autumn
1001,maria@old-shop.test,2024-11-02 10:15,Linen cushion,Textiles,4,96.00,EUR,autumn
1002,joao@old-shop.test,2024-11-30 18:40,Garden lamp,Lamps,1,89.90,EUR,winter
1003,maria@old-shop.test,31.02.2025,Garden lamp,Lamps,1,89.90,EUR,winter
1004,anna@old-shop.test,2025-04-19 09:05,Rake,Garden,1,24.5o,EUR,spring
1005,anna@old-shop.test,2025-05-01 12:30,Rake,Garden,1,24.50,EUR,spring
`,
}
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"))

await runCommand(async () => {
  const ask = await signIn()
  const known = Object.entries(await mainPages(ask))
  const pages = known.filter(([name]) => wanted.length === 0 || wanted.includes(name))
  mkdirSync(folder, { recursive: true })
  const browser = await startBrowser()
  try {
    for (const look of looks) await takePictures(browser, look, pages)
  } finally {
    await browser.close()
  }
})

/** The pages by the names of their pictures. */
async function mainPages(ask) {
  const { plans } = await ask("marketing/plans?limit=50")
  const plan = plans.find((one) => one.state === "ended") ?? plans[0]
  const { segments } = await ask("marketing/segments?limit=1")
  if (!plan || !segments[0]) throw new StartError("The store has no plan or no segment to show.")
  const draft = plans.find((one) => one.name === DRAWN) ?? (await drawDraft(ask))
  const { people } = await ask(`marketing/plans/${plan.id}/report/people?status=ordered&limit=1`)
  const { imports } = await ask("marketing/imports?limit=50")
  const trial = imports.find((one) => one.file_name === OLD_SHOP.name) ?? (await tryOldShop(ask))
  const pages = {
    overview: "/marketing",
    segments: "/marketing/segments",
    "segment-gallery": "/marketing/segments/templates",
    "segment-editor": `/marketing/segments/${segments[0].id}`,
    "segment-insight": `/marketing/segments/${segments[0].id}?tab=insight`,
    plans: "/marketing/plans",
    "plan-gallery": "/marketing/plans/templates",
    wizard: `/marketing/plans/create?segment_id=${segments[0].id}`,
    "plan-editor": `/marketing/plans/${draft.id}`,
    "plan-canvas": `/marketing/plans/${plan.id}`,
    "plan-report": `/marketing/plans/${plan.id}?tab=report`,
    imports: "/marketing/imports",
    import: `/marketing/imports/${trial.id}`,
    benefits: "/marketing/benefits",
    lifecycle: "/settings/marketing",
  }
  if (people[0]) pages.customer = `/customers/${people[0].customer_id}`
  return pages
}

/** A draft to be seen in the editor, made from a ready plan. */
async function drawDraft(ask) {
  const { plan } = await ask("marketing/plan-templates/abandoned-cart/fill", { values: {} })
  return (await ask("marketing/plans", { ...plan, name: DRAWN })).plan
}

/** A file that is tried out, which writes nothing. */
async function tryOldShop(ask) {
  const form = new FormData()
  form.set("kind", "purchases")
  form.set("dry_run", "true")
  form.set("file", new Blob([OLD_SHOP.text], { type: "text/csv" }), OLD_SHOP.name)
  const { import: made } = await ask("marketing/imports", form)
  for (;;) {
    const { import: now } = await ask(`marketing/imports/${made.id}`)
    if (now.state === "done" || now.state === "failed") return now
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function takePictures(browser, look, pages) {
  const page = await openPanel(browser, look)
  for (const [name, route] of pages) {
    await page.goto(`${address}/app${route}`)
    await page.waitForLoadState("networkidle")
    await page.locator("h1, h2").first().waitFor()
    // Twice: what the first answers bring may ask for more.
    await everythingThere(page)
    await page.waitForTimeout(500)
    await everythingThere(page)
    const file = path.join(folder, `${name}-${look.name}.png`)
    await page.screenshot({ path: file, animations: "disabled" })
    console.log(path.relative(root, file))
  }
  await page.context().close()
}

function everythingThere(page) {
  return page.waitForFunction(
    () =>
      // A lone "…" stands where a name is still being asked for.
      !document.querySelector(".animate-pulse, .animate-spin") && !/^…$/m.test(document.body.innerText),
  )
}
