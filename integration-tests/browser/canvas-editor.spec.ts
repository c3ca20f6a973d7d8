import type { Page } from "playwright-core"
import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Saved = {
  nodes: { id: string; kind: string; name?: string; settings: Record<string, unknown> }[]
  edges: { from: string; port: string; to: string; input: string }[]
  notes: { text: string }[]
}

describe("a plan is drawn on the canvas", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })

  const makePlan = async (name: string, canvas: object = { nodes: [], edges: [] }): Promise<string> =>
    (await desk.post("/admin/marketing/plans").send({ name, canvas }).expect(200)).body.plan.id
  const saved = async (id: string): Promise<Saved> =>
    (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan.canvas
  /** The kinds along the lines, as the server keeps them. */
  const waysOf = ({ nodes, edges }: Saved): string[] => {
    const kind = (id: string) => nodes.find((node) => node.id === id)?.kind
    return edges.map((edge) => `${kind(edge.from)}.${edge.port} > ${kind(edge.to)}`).sort()
  }
  const isSaved = (page: Page) => page.getByRole("status").getByText(/^Saved/).waitFor()
  const tool = (page: Page, name: string) =>
    page.getByRole("toolbar", { name: "Tools of the canvas" }).getByRole("button", { name, exact: true })
  const card = (page: Page, name: string) => page.locator(".react-flow__node-card").filter({ hasText: name })
  const open = async (page: Page, id: string) => {
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("complementary", { name: "Cards to add" }).waitFor()
    await settled(page)
  }

  it("by mouse: cards from the palette, lines, forms, undo and redo, and it is saved by itself (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Drawn by mouse")
    await open(page, id)
    const palette = page.getByRole("complementary", { name: "Cards to add" })
    const surface = page.getByRole("region", { name: "Canvas", exact: true })
    await palette.getByRole("button", { name: "Conditions" }).dragTo(surface, {
      targetPosition: { x: 160, y: 200 },
    })
    await card(page, "Conditions").waitFor()
    await palette.getByRole("button", { name: "Wait", exact: true }).click()
    await card(page, "Waits 1 day").waitFor()
    await page.getByLabel("Amount").fill("4")
    await card(page, "Waits 4 days").waitFor()
    await house.panel.snap("canvas-editor-start")
    await isSaved(page)
    expect(waysOf(await saved(id))).toEqual(["conditions.out > wait"])
  })
})
