import { addNode } from "../../../src/core/canvas/editing/edits"
import type { Plan } from "../../api/plans"
import { type DraftPorts, openDraft, type SaveAnswer } from "./open-draft"
import { asDrawn, draftOf } from "./open-drafts"

const plan = {
  id: "mkplan_1",
  name: "Win back",
  revision: 3,
  canvas: { nodes: [], edges: [], notes: [] },
} as unknown as Plan
const stroke = { id: "a", kind: "tags", settings: {}, position: { x: 0, y: 0 } }

let plans = 0
function drawing(save: DraftPorts["save"]) {
  const drawn = { ...plan, id: `mkplan_${plans++}` }
  const open = () =>
    openDraft(drawn, {
      ...{ save, load: async (): Promise<SaveAnswer> => ({ away: true }) },
      keep: { read: () => null, write: () => undefined, forget: () => undefined },
      ...{ later: () => () => undefined, now: () => new Date(0) },
    })
  return { drawn, draft: draftOf(drawn.id, open), again: () => draftOf(drawn.id, open) }
}

describe("a plan that somebody draws on", () => {
  it("has its last stroke on the server before anything is made of it", async () => {
    const { drawn, draft, again } = drawing(async (canvas, saved) => ({
      plan: { ...saved, canvas, revision: saved.revision + 1 },
    }))
    draft.does((canvas) => addNode(canvas, stroke))
    expect(await asDrawn(drawn)).toMatchObject({ revision: 4, canvas: { nodes: [stroke] } })
    // The same draft when its canvas is opened again, with all that can be undone.
    expect(again().state().history.past).toHaveLength(1)
    expect(await asDrawn(plan)).toBe(plan)
  })

  it.each([[{ away: true }], [{ problems: [] }]] as SaveAnswer[][])(
    "is left alone while that cannot be: %j",
    async (answer) => {
      const { drawn, draft } = drawing(async () => answer!)
      draft.does((canvas) => addNode(canvas, stroke))
      await expect(asDrawn(drawn)).rejects.toThrow("What was drawn last is not saved yet.")
    },
  )
})
