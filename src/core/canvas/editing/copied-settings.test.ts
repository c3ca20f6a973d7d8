import { canvasSchema } from "../schema"
import { clipText, copyParts, pasteClip, readClip } from "./clip"

const about = (node: string, plan = "mkplan_here") => ({ outcome: "opened", plan, node })
const since = (node: string) => ({ did: "visited", window: { since: "node", node } })
const canvas = canvasSchema.parse({
  nodes: [
    { id: "first", kind: "message:email" },
    { id: "mail", kind: "message:email" },
    {
      id: "sort",
      kind: "filter",
      settings: {
        rule: { all: [about("mail"), about("first"), about("mail", "mkplan_far"), since("mail")] },
      },
    },
  ],
})

/** What the copied filter asks, in a plan of this name, when the mail before it is copied too. */
function pastedInto(plan: string) {
  const read = readClip(clipText(copyParts(canvas, ["mail", "sort"], "mkplan_here")))
  if (!("clip" in read)) throw new Error("not read")
  const pasted = pasteClip(canvas, read.clip, { x: 0, y: 0 }, plan)
  const of = (id: string) => pasted.canvas.nodes.find((node) => node.id === id)!
  const [mail, sort] = pasted.ids as [string, string]
  return { mail, rule: of(sort).settings.rule, before: of("sort") }
}

describe("conditions of copied cards (C1)", () => {
  it("ask about the cards that were copied with them, and else about the same ones as before", () => {
    const { mail, rule, before } = pastedInto("mkplan_here")
    expect(rule).toEqual({ all: [about(mail), about("first"), about("mail", "mkplan_far"), since(mail)] })
    expect(before).toBe(canvas.nodes[2])
  })

  it("name a card that stayed behind as one of the new plan, where the check finds it missing", () => {
    const { mail, rule } = pastedInto("mkplan_new")
    const [own, other] = [about(mail, "mkplan_new"), about("first", "mkplan_new")]
    expect(rule).toEqual({ all: [own, other, about("mail", "mkplan_far"), since(mail)] })
  })

  it("stay as they are where nobody knows from which plan they come", () => {
    const { clip } = readClip(
      JSON.stringify({ ...JSON.parse(clipText(copyParts(canvas, ["sort"], "x"))), plan: 7 }),
    ) as {
      clip: Parameters<typeof pasteClip>[1]
    }
    const { nodes } = pasteClip({ ...canvas, nodes: [] }, clip, { x: 0, y: 0 }, "mkplan_new").canvas
    expect(nodes[0]!.settings).toEqual(canvas.nodes[2]!.settings)
  })
})
