import fc from "fast-check"
import { addNode, changeNode, moveParts, removeParts } from "../../../src/core/canvas/editing/edits"
import type { Ways } from "../../../src/core/canvas/editing/ways"
import type { Canvas } from "../../../src/core/canvas/schema"
import type { Plan } from "../../api/plans"
import { type DraftPorts, type KeptDraft, openDraft, type SaveAnswer } from "./open-draft"

const node = (id: string, name = "") => ({
  ...{ id, kind: "tags", settings: {}, position: { x: 0, y: 0 } },
  ...(name ? { name } : {}),
})
const canvasOf = (...ids: string[]): Canvas => ({ nodes: ids.map((id) => node(id)), edges: [], notes: [] })
const planOf = (canvas: Canvas, revision = 1) => ({ id: "mkplan_1", canvas, revision }) as Plan
const idsOf = (canvas: Canvas) => canvas.nodes.map(({ id }) => id).sort()
const out = () => ["out"]
const ways: Ways = { ports: out, inputs: () => ["in"], along: out, main: out, gathers: () => false }
const add = (id: string) => (canvas: Canvas) => addNode(canvas, node(id))

/** A server with one plan, a browser with one place to keep things, and a clock that moves when it is told to. */
function world(canvas = canvasOf("a")) {
  let plan = planOf(canvas)
  let kept: KeptDraft | null = null
  let failure: SaveAnswer | null = null
  let timers: { then: () => void; at: number }[] = []
  let time = 0
  const saves: Canvas[] = []
  const merges: boolean[] = []
  const ports: DraftPorts = {
    save: async (given, { revision }, merged) => {
      if (failure) return failure
      if (revision !== plan.revision) return { changed: true }
      saves.push(given)
      merges.push(merged)
      plan = planOf(given, revision + 1)
      return { plan }
    },
    load: async () => failure ?? { plan },
    keep: {
      read: () => kept,
      write: (given) => {
        kept = JSON.parse(JSON.stringify(given)) as KeptDraft
      },
      forget: () => {
        kept = null
      },
    },
    later: (then, ms) => {
      const timer = { then, at: time + ms }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    now: () => new Date(time),
  }
  return {
    ports,
    saves,
    merges,
    plan: () => plan,
    kept: () => kept,
    fails: (how: SaveAnswer | null) => {
      failure = how
    },
    somebodySaves: (edit: (canvas: Canvas) => Canvas) => {
      plan = planOf(edit(plan.canvas), plan.revision + 1)
    },
    pass: async (ms: number) => {
      time += ms
      const due = timers.filter(({ at }) => at <= time)
      timers = timers.filter(({ at }) => at > time)
      for (const { then } of due) then()
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

describe("a draft", () => {
  it("is saved a moment after the last stroke, once for many (C1)", async () => {
    const { ports, saves, plan, pass, kept } = world()
    const draft = openDraft(plan(), ports)
    draft.does(add("b"))
    await pass(500)
    draft.does(add("c"))
    expect(draft.state().saving).toBe("unsaved")
    expect(idsOf(kept()!.canvas)).toEqual(["a", "b", "c"])
    await pass(500)
    expect(saves).toEqual([])
    await pass(500)
    expect(saves.map(idsOf)).toEqual([["a", "b", "c"]])
    expect(draft.state()).toMatchObject({ saving: "saved", savedAt: new Date(1500) })
    expect(kept()).toBeNull()
    // Undo goes back behind what was saved, and is saved as well.
    draft.undo()
    draft.undo()
    await pass(1000)
    expect(idsOf(plan().canvas)).toEqual(["a"])
  })

  it("saves what was drawn while it saved", async () => {
    const { ports, plan } = world()
    let draw: () => void = () => undefined
    const slow: DraftPorts = {
      ...ports,
      save: async (...given) => {
        draw()
        return ports.save(...given)
      },
    }
    const draft = openDraft(plan(), slow)
    draw = () => {
      draw = () => undefined
      draft.does(add("c"))
    }
    draft.does(add("b"))
    await draft.flush()
    expect(idsOf(plan().canvas)).toEqual(["a", "b", "c"])
    expect(draft.state().saving).toBe("saved")
  })

  it.each([
    ["the store is away", { away: true }, "offline"],
    ["nobody is signed in", { signedOut: true }, "signed_out"],
  ] as const)("is kept while %s, and saved when that is over", async (_, failure, saving) => {
    const { ports, plan, pass, fails } = world()
    const draft = openDraft(plan(), ports)
    fails(failure)
    draft.does(add("b"))
    await pass(1000)
    expect(draft.state().saving).toBe(saving)
    fails(null)
    await pass(6000)
    expect(draft.state().saving).toBe("saved")
    expect(idsOf(plan().canvas)).toEqual(["a", "b"])
  })

  it("comes back after the page was closed before it was saved", async () => {
    const { ports, plan, pass, somebodySaves } = world()
    // Of a page that is closed no timer goes on.
    const closing = { ...ports, later: () => () => undefined }
    openDraft(plan(), closing).does(add("b"))
    const again = openDraft(plan(), ports)
    expect(again.state()).toMatchObject({ broughtBack: true, saving: "unsaved" })
    await pass(1000)
    expect(idsOf(plan().canvas)).toEqual(["a", "b"])

    openDraft(plan(), closing).does(add("c"))
    somebodySaves(add("theirs"))
    const third = openDraft(plan(), ports)
    expect(third.state().saving).toBe("conflict")
    third.decide("both")
    await pass(1000)
    expect(idsOf(plan().canvas)).toEqual(["a", "b", "c", "theirs"])
  })

  it("says which save put two drawings together, and only that one (C1)", async () => {
    const { ports, plan, pass, somebodySaves, merges } = world()
    const draft = openDraft(plan(), ports)
    draft.does(add("first"))
    await pass(1000)
    draft.does(add("mine"))
    somebodySaves(add("theirs"))
    await pass(1000)
    draft.decide("both")
    await pass(1000)
    draft.does(add("more"))
    await pass(1000)
    expect(merges).toEqual([false, true, false])
  })

  it.each([
    ["both", ["a", "mine", "theirs"], ["a", "mine"]],
    ["mine", ["a", "mine"], ["a", "theirs"]],
    ["theirs", ["a", "theirs"], ["a", "mine"]],
  ] as const)("loses nothing when two draw at once and one says %s", async (how, then, undone) => {
    const { ports, plan, pass, somebodySaves } = world()
    const draft = openDraft(plan(), ports)
    draft.does(add("mine"))
    somebodySaves(add("theirs"))
    await pass(1000)
    expect(draft.state().saving).toBe("conflict")
    expect(idsOf(plan().canvas)).toEqual(["a", "theirs"])
    draft.decide(how)
    await pass(1000)
    expect(idsOf(plan().canvas)).toEqual(then)
    expect(draft.state()).toMatchObject({ saving: "saved", theirs: null })
    draft.undo()
    expect(idsOf(draft.state().history.present)).toEqual(undone)
  })

  it("asks nobody when the other one changed something else of the plan", async () => {
    const { ports, plan, pass, somebodySaves } = world()
    const draft = openDraft(plan(), ports)
    draft.does(add("b"))
    somebodySaves((canvas) => canvas)
    await pass(1000)
    await pass(1000)
    expect(draft.state().saving).toBe("saved")
    expect(idsOf(plan().canvas)).toEqual(["a", "b"])
  })

  it("knows its own stroke whose answer was lost", async () => {
    const { ports, plan, pass } = world()
    let isLost = true
    const draft = openDraft(plan(), {
      ...ports,
      save: async (...given) => {
        const answer = await ports.save(...given)
        const lost = isLost
        isLost = false
        return lost ? { away: true } : answer
      },
    })
    draft.does(add("b"))
    await pass(1000)
    expect(draft.state().saving).toBe("offline")
    await pass(6000)
    expect(draft.state()).toMatchObject({ saving: "saved", theirs: null })
    expect(idsOf(plan().canvas)).toEqual(["a", "b"])
  })

  it("is saved again once what could not be saved is undone", async () => {
    const { ports, plan, pass, fails } = world()
    const draft = openDraft(plan(), ports)
    fails({ away: true })
    draft.does(add("b"))
    const saving = draft.flush()
    draft.undo()
    await saving
    expect(draft.state().saving).toBe("saved")
    await pass(10_000)
    expect(idsOf(plan().canvas)).toEqual(["a"])
  })

  it("says why it was refused, and tries the next stroke", async () => {
    const { ports, plan, pass, fails } = world()
    const draft = openDraft(plan(), ports)
    const problems = [{ code: "canvas/shape", path: "nodes", message: "holds at most 500 nodes" }]
    fails({ problems })
    draft.does(add("b"))
    await pass(1000)
    expect(draft.state()).toMatchObject({ saving: "refused", problems })
    fails(null)
    draft.undo()
    draft.does(add("c"))
    await pass(1000)
    expect(draft.state()).toMatchObject({ saving: "saved", problems: [] })
    expect(idsOf(plan().canvas)).toEqual(["a", "c"])
  })

  it("follows what was saved elsewhere while nothing is drawn here, as a step that can be undone", async () => {
    const { ports, plan, somebodySaves } = world()
    const draft = openDraft(plan(), ports)
    somebodySaves(add("b"))
    draft.follow(plan())
    expect(idsOf(draft.state().history.present)).toEqual(["a", "b"])
    expect(draft.state().saving).toBe("saved")
    draft.undo()
    expect(idsOf(draft.state().history.present)).toEqual(["a"])
  })

  it("ends with the server holding what two people drew, whatever they did and when (C1)", async () => {
    const act = fc.record({ who: fc.nat(1), what: fc.nat(4), nth: fc.nat(5) })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const { ports, plan, pass } = world(canvasOf("a", "b", "c"))
        const nothing = { read: () => null, write: () => undefined, forget: () => undefined }
        const people = [0, 1].map(() => openDraft(plan(), { ...ports, keep: nothing }))
        const made = [new Set<string>(), new Set<string>()]
        for (const [turn, { who, what, nth }] of acts.entries()) {
          const draft = people[who]!
          const chosen = draft.state().history.present.nodes.at(nth)?.id ?? "a"
          if (what === 0) {
            draft.does(add(`n${turn}`))
            made[who]!.add(`n${turn}`)
          }
          if (what === 1) draft.does((canvas) => changeNode(canvas, chosen, { name: `by ${who}` }))
          if (what === 2) draft.does((canvas) => moveParts(canvas, new Map([[chosen, { x: turn, y: 1 }]])))
          if (what === 3 && !chosen.startsWith("n"))
            draft.does((canvas) => removeParts(canvas, { nodes: [chosen] }, ways))
          if (what === 4) await pass(1000)
          draft.decide("both")
        }
        for (let round = 0; round < 8; round++) {
          await pass(10_000)
          for (const draft of people) {
            draft.decide("both")
            draft.follow(plan())
          }
        }
        // Whoever adds a card finds it again, whatever the other one did.
        for (const id of [...made[0]!, ...made[1]!]) expect(idsOf(plan().canvas)).toContain(id)
        for (const draft of people) {
          expect(draft.state().saving).toBe("saved")
          expect(draft.state().history.present).toEqual(plan().canvas)
        }
      }),
      { numRuns: 60 },
    )
  })
})
