import type { Page } from "playwright-core"
import { openHouse } from "./house"
import { type Panel, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Saved = {
  nodes: { id: string; kind: string; settings: Record<string, unknown> }[]
  notes: { id: string }[]
}
const CARDS_OF_A_HOARD = 2_000

/** Two people at one canvas, a store that is away, and drawings that are too large: nothing is lost, nothing is taken in part. */
describe("a drawing that others, the network or a file could spoil", () => {
  let desk: Desk
  let other: Panel
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })
  const at = (x: number, y: number) => ({ position: { x, y } })
  const rule = { all: [] }
  const drawing = {
    nodes: [
      { id: "who", kind: "conditions", settings: { rule }, ...at(0, 100) },
      {
        id: "early",
        kind: "tags",
        name: "Early birds",
        settings: { add: ["early"], remove: [] },
        ...at(340, 100),
      },
      {
        id: "late",
        kind: "tags",
        name: "Latecomers",
        settings: { add: ["late"], remove: [] },
        ...at(680, 100),
      },
    ],
    edges: [
      { from: "who", to: "early" },
      { from: "early", to: "late" },
    ],
  }
  const makePlan = async (name: string, canvas: object = drawing): Promise<string> =>
    (await desk.post("/admin/marketing/plans").send({ name, canvas }).expect(200)).body.plan.id
  const saved = async (id: string): Promise<Saved> =>
    (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan.canvas
  const isSaved = (id: string, says: (canvas: Saved) => void): Promise<void> =>
    vi.waitFor(async () => says(await saved(id)), { timeout: 20_000, interval: 250 })
  const ids = ({ nodes }: Saved) => nodes.map((node) => node.id).sort()
  const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
  const surface = (page: Page) => page.getByRole("region", { name: "Canvas", exact: true })
  const open = async ({ page, go }: Panel, id: string) => {
    await go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
  }
  const removeCard = async (page: Page, id: string) => {
    await node(page, id).click()
    await page.keyboard.press("Delete")
    await node(page, id).waitFor({ state: "detached" })
  }
  const addNote = async (page: Page) => {
    await surface(page).click({ position: { x: 40, y: 40 } })
    await page.keyboard.press("n")
    await page.locator(".react-flow__node-note").waitFor()
  }
  const paste = (page: Page, text: string) =>
    page.evaluate((said) => {
      const data = new DataTransfer()
      data.setData("text/plain", said)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true }),
      )
    }, text)
  /** What was refused because somebody else saved first is in the console, as it must be. */
  const notRefused = ({ complaints }: Panel) => complaints.filter((one) => !/409 \(Conflict\)/.test(one))

  it("two who draw at once read what each did, and what they put together holds both (C1)", async () => {
    const id = await makePlan("Drawn by two")
    other = await house.another({})
    await open(house.panel, id)
    await open(other, id)
    await removeCard(other.page, "late")
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["early", "who"]))

    const { page } = house.panel
    await addNote(page)
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("heading", { name: "Somebody else changed this plan" }).waitFor()
    const theirs = dialog.locator("section").filter({ hasText: "What they changed" })
    await theirs.getByText("Latecomers").first().waitFor()
    const yours = dialog.locator("section").filter({ hasText: "What you changed" })
    await yours.getByText("Nothing that people would meet.").waitFor()
    await yours.getByText("Beside what people meet").waitFor()
    await yours.getByText("Note", { exact: true }).waitFor()
    expect(await theirs.getByText("Beside what people meet").count()).toBe(0)
    await house.panel.snap("canvas-conflict-en-light")
    await dialog.getByRole("button", { name: "Decide later" }).click()
    await page.getByText("Changed by somebody else").waitFor()
    expect((await saved(id)).notes).toEqual([])
    await page.getByRole("button", { name: "Decide…" }).click()
    await dialog.getByRole("button", { name: "Put both together" }).click()
    await node(page, "late").waitFor({ state: "detached" })
    await isSaved(id, (canvas) => {
      expect(ids(canvas)).toEqual(["early", "who"])
      expect(canvas.notes).toHaveLength(1)
    })
    expect(notRefused(house.panel)).toEqual([])
  })

  it("whoever takes only the other's work has their own back with one undo (C1)", async () => {
    const id = await makePlan("Given way")
    await open(house.panel, id)
    await open(other, id)
    await removeCard(other.page, "late")
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["early", "who"]))
    const { page } = house.panel
    await removeCard(page, "early")
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Take only theirs" }).click()
    await node(page, "early").waitFor()
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["early", "who"]))
    await surface(page).click({ position: { x: 40, y: 40 } })
    await page.keyboard.press("Control+z")
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["late", "who"]))
    expect([...notRefused(house.panel), ...notRefused(other)]).toEqual([])
  })

  it("what is drawn while the store is away is there again after a reload, and then saved (C1)", async () => {
    const { page, complaints } = house.panel
    const id = await makePlan("Drawn in a tunnel")
    await open(house.panel, id)
    const saving = `**/admin/marketing/plans/${id}`
    await page.route(saving, (route) =>
      route.request().method() === "POST" ? route.abort("connectionfailed") : route.continue(),
    )
    await removeCard(page, "late")
    await page.getByText(/^Not saved: the store cannot be reached/).waitFor()
    expect(ids(await saved(id))).toEqual(["early", "late", "who"])
    await page.reload()
    await page.getByText("Strokes that were not saved last time are here again.").first().waitFor()
    await settled(page)
    expect(await node(page, "late").count()).toBe(0)
    await page.unroute(saving)
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["early", "who"]))
    // It is one stroke like any other.
    await surface(page).click({ position: { x: 40, y: 40 } })
    await page.keyboard.press("Control+z")
    await isSaved(id, (canvas) => expect(ids(canvas)).toEqual(["early", "late", "who"]))
    complaints.splice(0)
  })

  it("nothing is called right while the store cannot check it, and it is when it was asked again (C2, C3)", async () => {
    const { page, complaints } = house.panel
    const id = await makePlan("Not checked")
    const checking = `**/admin/marketing/plans/${id}/estimate`
    await page.route(checking, (route) => route.fulfill({ status: 503, json: { message: "Busy" } }))
    await open(house.panel, id)
    const count = page.getByRole("button", { name: "Not checked" })
    await count.click()
    expect(await page.getByLabel("No problems", { exact: true }).count()).toBe(0)
    await page.unroute(checking)
    await page.getByRole("button", { name: "Try again" }).click()
    await page.getByRole("button", { name: "0 problems" }).waitFor()
    expect(
      await page.locator(".react-flow__node-card").getByLabel("No problems", { exact: true }).count(),
    ).toBe(3)
    await page.getByText(/^People counted as of /).waitFor()
    await page.getByRole("button", { name: "Count again" }).click()
    await node(page, "early").click()
    await page.getByText(/people · as of /).waitFor()
    await house.panel.snap("canvas-counted-en-light")
    complaints.splice(0)
  })

  it("two thousand cards are refused with the limit, pasted or sent, and the drawing stays as it was (C1)", async () => {
    const { page } = house.panel
    const hoard = (cards: number, clip: object = {}) => ({
      ...clip,
      nodes: Array.from({ length: cards }, (_, n) => ({
        ...{ id: `n${n}`, kind: "nothing", settings: {}, ...at(n * 10, 0) },
      })),
      edges: [],
      notes: [],
    })
    const { problems } = (
      await desk
        .post("/admin/marketing/plans")
        .send({ name: "Hoard", canvas: hoard(CARDS_OF_A_HOARD) })
        .expect(400)
    ).body
    expect(JSON.stringify(problems)).toContain("500")
    const id = await makePlan("Small")
    await open(house.panel, id)
    await surface(page).click({ position: { x: 40, y: 40 } })
    const mark = { "medusa-marketing-canvas/clip": 1 }
    await paste(page, JSON.stringify(hoard(CARDS_OF_A_HOARD, mark)))
    await page.getByText("The clipboard holds more than a canvas can take: 500 cards.").waitFor()
    await paste(page, JSON.stringify(hoard(499, mark)))
    await page.getByText("A canvas holds at most 500 cards").waitFor()
    await paste(page, '{"medusa-marketing-canvas/clip":1,"nodes":[{"id":"a.b","kind":7}]}')
    await page.getByText("The cards in the clipboard cannot be read.").waitFor()
    expect(await page.locator(".react-flow__node").count()).toBe(3)
    expect(ids(await saved(id))).toEqual(["early", "late", "who"])
    expect(house.panel.complaints).toEqual([])
    await other.close()
  })
})
