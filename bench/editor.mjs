// npm run bench:editor: how the canvas editor feels with 200 cards, measured in the browser on a store that `npm run demo` started.
// Opens a draft anew five times (until every card is drawn), then drags a card about and counts the frames.
import { address, openPanel, signIn, startBrowser } from "../scripts/demo-panel.mjs"
import { runCommand } from "../scripts/start-error.mjs"

const CARDS = 200
const ROUNDS = 5
const DRAG_STEPS = 120

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

await runCommand(async () => {
  const ask = await signIn()
  const { segments } = await ask("marketing/segments?limit=1")
  const name = `Bench of the editor ${Date.now()}`
  const { plan } = await ask("marketing/plans", {
    name,
    canvas: drawing(segments[0].id),
  })
  const browser = await startBrowser()
  try {
    const page = await openPanel(browser)
    await page.goto(`${address}/app/marketing/plans/${plan.id}`)
    await drawn(page)
    const opened = []
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto(`${address}/app/marketing/plans`)
      const link = page.getByRole("row", { name }).getByText(name)
      await link.waitFor()
      const since = Date.now()
      await link.click()
      await drawn(page)
      opened.push(Date.now() - since)
    }
    console.log(`a plan of ${CARDS} cards opens in ${median(opened)} ms (${opened.join(", ")})`)
    const times = await drag(page)
    const gaps = times.slice(1).map((at, nth) => at - times[nth])
    const lasted = times.at(-1) - times[0]
    const worst = [...gaps].sort((a, b) => b - a)[Math.floor(gaps.length * 0.05)]
    console.log(
      `dragging a card: ${Math.round((gaps.length * 1000) / lasted)} frames a second, 95 in 100 within ${worst.toFixed(0)} ms`,
    )
    const loaded = []
    page.on("request", (request) => loaded.push(request.url()))
    await page.goto(`${address}/app/orders`)
    await page.waitForLoadState("networkidle")
    const canvasCode = loaded.filter((url) => /canvas|xyflow|editor/i.test(url))
    console.log(`the page of orders loads ${loaded.length} files, ${canvasCode.length} of the canvas`)
    if (canvasCode.length > 0) process.exitCode = 1
  } finally {
    await browser.close()
    await ask(`marketing/plans/${plan.id}/archive`, {})
  }
})

function drawn(page) {
  return page.waitForFunction(
    (count) => document.querySelectorAll(".react-flow__node-card").length >= count,
    CARDS,
  )
}

/** Moves a card about by the mouse, and answers when each frame was drawn. */
async function drag(page) {
  const card = page.locator(".react-flow__node-card").first()
  const box = await card.boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.evaluate(() => {
    window.frames_at = []
    const note = (at) => {
      window.frames_at.push(at)
      window.noting = requestAnimationFrame(note)
    }
    window.noting = requestAnimationFrame(note)
  })
  for (let step = 0; step < DRAG_STEPS; step++)
    await page.mouse.move(x + 60 * Math.sin(step / 9), y + 40 * Math.cos(step / 9))
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.noting)
    return window.frames_at
  })
  await page.mouse.up()
  return times
}

/** A segment, then rows of filters and tags of ten cards each. */
function drawing(segment_id) {
  const place = (nth) => ({ position: { x: (nth % 10) * 320, y: Math.floor(nth / 10) * 200 } })
  const nodes = Array.from({ length: CARDS }, (_, nth) =>
    nth === 0
      ? { id: "n0", kind: "segment", settings: { segment_id }, ...place(0) }
      : { id: `n${nth}`, kind: "tags", settings: { add: [`card ${nth}`], remove: [] }, ...place(nth) },
  )
  const edges = nodes.slice(1).map(({ id }, nth) => ({ from: `n${nth}`, port: "out", to: id }))
  return { nodes, edges }
}
