import { canvasSchema } from "../../../src/core/canvas/schema"
import { keepFor } from "./keep"

const drawn = (...ids: string[]) => canvasSchema.parse({ nodes: ids.map((id) => ({ id, kind: "tags" })) })
const base = drawn("who")

/** A browser's store for texts. */
function browser() {
  const texts = new Map<string, string>()
  const place = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
    key: (nth: number) => [...texts.keys()][nth] ?? null,
    get length() {
      return texts.size
    },
  }
  return { texts, open: (window: string, plan = "mkplan_1") => keepFor(plan, window, () => place) }
}
const idsOf = (keep: ReturnType<typeof keepFor>) => keep.read()?.canvas.nodes.map(({ id }) => id)

describe("what the browser keeps of a draft (C1)", () => {
  it("is what each window drew that was closed before it could save", () => {
    const { open, texts } = browser()
    open("a").write({ base, canvas: drawn("who", "left") })
    open("b").write({ base, canvas: drawn("who", "right") })
    open("c", "mkplan_10").write({ base, canvas: drawn("other") })
    const later = open("d")
    expect(idsOf(later)?.sort()).toEqual(["left", "right", "who"])
    expect(later.read()?.base).toEqual(base)
    later.forget()
    expect([...texts.keys()]).toEqual(["marketing.draft.mkplan_10.c"])
  })

  it("is not forgotten where the other window is open still and drew on", () => {
    const { open } = browser()
    const [first, second] = [open("a"), open("b")]
    first.write({ base, canvas: drawn("who", "left") })
    expect(idsOf(second)).toEqual(["who", "left"])
    first.write({ base, canvas: drawn("who", "left", "more") })
    second.forget()
    expect(idsOf(open("c"))).toEqual(["who", "left", "more"])
  })

  it("is nothing where it cannot be read, and what can be is there all the same", () => {
    const { open, texts } = browser()
    texts.set("marketing.draft.mkplan_1.x", "{")
    expect(open("a").read()).toBeNull()
    // As an earlier release kept it.
    texts.set("marketing.draft.mkplan_1", JSON.stringify({ by: "z", base, canvas: drawn("who", "old") }))
    expect(idsOf(open("a"))).toEqual(["who", "old"])
  })
})
