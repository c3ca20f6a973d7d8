import { addNode } from "../../../src/core/canvas/editing/edits"
import type { Plan } from "../../api/plans"
import { type DraftPorts, openDraft, type SaveAnswer } from "./open-draft"
import { asDrawn, noteOpen } from "./open-drafts"

const plan = {
  id: "mkplan_1",
  name: "Win back",
  revision: 3,
  canvas: { nodes: [], edges: [], notes: [] },
} as unknown as Plan
const stroke = { id: "a", kind: "tags", settings: {}, position: { x: 0, y: 0 } }

function drawing(save: DraftPorts["save"]) {
  const draft = openDraft(plan, {
    ...{ save, load: async (): Promise<SaveAnswer> => ({ away: true }) },
    keep: { read: () => null, write: () => undefined, forget: () => undefined },
    ...{ later: () => () => undefined, now: () => new Date(0) },
  })
  return { draft, over: noteOpen(plan.id, draft) }
}

describe("a plan that somebody draws on", () => {
  it("has its last stroke on the server before anything is made of it", async () => {
    const { draft, over } = drawing(async (canvas, saved) => ({
      plan: { ...saved, canvas, revision: saved.revision + 1 },
    }))
    draft.does((canvas) => addNode(canvas, stroke))
    expect(await asDrawn(plan)).toMatchObject({ revision: 4, canvas: { nodes: [stroke] } })
    over()
    expect(await asDrawn(plan)).toBe(plan)
  })

  it.each([[{ away: true }], [{ problems: [] }]] as SaveAnswer[][])(
    "is left alone while that cannot be: %j",
    async (answer) => {
      const { draft, over } = drawing(async () => answer!)
      draft.does((canvas) => addNode(canvas, stroke))
      await expect(asDrawn(plan)).rejects.toThrow("What was drawn last is not saved yet.")
      over()
    },
  )
})
