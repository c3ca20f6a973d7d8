import fc from "fast-check"
import { ruleSchema } from "../../src/core/rules/schema"
import { clipOf, readClip } from "./clipboard"
import { begin, type History, record, redo, undo } from "./history"
import { insert, move, remove, replace, type Spot, spotAfter, unwrap, wrap } from "./moves"
import type { Condition, Mode, Rule } from "./rule"
import {
  conditionsIn,
  copyOf,
  type GroupNode,
  groupNode,
  isGroupNode,
  nodesIn,
  pathsOf,
  ruleOfNode,
  ruleOfTree,
  treeOf,
} from "./tree"

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact: fc.constantFrom("profile.gender", "profile.city"),
    op: fc.constant("is"),
    // A rule may not hold this one.
    value: fc.string().filter((text) => text !== "__proto__"),
  }),
  fc.record({ did: fc.constantFrom("purchase", "searched"), count: fc.record({ gte: fc.nat(9) }) }),
  fc.record({ in_segment: fc.constantFrom("a", "b", "c") }),
)
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
}))

/** Does it hold, when these segments are all that is known? */
const holds = (given: Rule, known: string[]): boolean => {
  if ("all" in given) return given.all.every((part) => holds(part, known))
  if ("any" in given) return given.any.some((part) => holds(part, known))
  if ("not" in given) return !holds(given.not, known)
  return known.includes(JSON.stringify(given))
}
const conditionsOf = (tree: GroupNode): string[] =>
  nodesIn(tree)
    .flatMap((node) => (isGroupNode(node) ? [] : [JSON.stringify(node.condition)]))
    .sort()

/** Numbers that come from nowhere, made into a node, a spot and a way to change the tree. */
type Edit = { kind: number; node: number; group: number; index: number; given: Condition; mode: Mode }
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.nat(7),
  node: fc.nat(99),
  group: fc.nat(99),
  index: fc.nat(9),
  given: condition,
  mode: fc.constantFrom<Mode>("all", "any", "none"),
})
const spotIn = (tree: GroupNode, { group, index }: Edit): Spot => {
  const groups = nodesIn(tree).filter(isGroupNode)
  const chosen = groups[group % groups.length]!
  return { group: chosen.id, index: index % (chosen.nodes.length + 1) }
}
const nodeIn = (tree: GroupNode, { node }: Edit) => {
  const nodes = nodesIn(tree)
  return nodes[node % nodes.length]!
}
function changed(tree: GroupNode, one: Edit): GroupNode {
  const node = nodeIn(tree, one)
  const spot = spotIn(tree, one)
  if (one.kind === 0) return insert(tree, spot, [treeOf(one.given).nodes[0]!])
  if (one.kind === 1) return remove(tree, node.id)
  if (one.kind === 2) return move(tree, node.id, spot)
  if (one.kind === 3) return wrap(tree, node.id)
  if (one.kind === 4) return unwrap(tree, node.id)
  if (one.kind === 5) return insert(tree, spot, [copyOf(node)])
  if (one.kind === 6 && isGroupNode(node)) return replace(tree, node.id, { ...node, mode: one.mode })
  return isGroupNode(node) ? tree : replace(tree, node.id, { ...node, condition: one.given })
}

describe("editing a rule (A6)", () => {
  it("shows any rule without changing what it means", () => {
    fc.assert(
      fc.property(rule, fc.infiniteStream(fc.boolean()), (given, coin) => {
        const tree = treeOf(given)
        const known = [...new Set(conditionsOf(tree))].filter(() => coin.next().value)
        expect(holds(ruleOfTree(tree), known)).toBe(holds(given, known))
      }),
    )
  })

  it("finds again what it wrote, group by group", () => {
    fc.assert(
      fc.property(rule, fc.array(edit), (given, edits) => {
        const written = ruleOfTree(edits.reduce(changed, treeOf(given)))
        expect(ruleOfTree(treeOf(written))).toEqual(written)
      }),
    )
  })

  it("names the place of every node as the server does", () => {
    fc.assert(
      fc.property(rule, (given) => {
        const tree = treeOf(given)
        const paths = pathsOf(tree)
        for (const node of nodesIn(tree)) {
          const keys = paths.get(node.id)!.split(".").filter(Boolean)
          const there = keys.reduce<unknown>(
            (part, key) => (part as Record<string, unknown>)[key],
            ruleOfTree(tree),
          )
          expect(there).toEqual(ruleOfNode(node))
        }
      }),
    )
  })

  it("undoes any sequence of edits to the very beginning, and does it all again", () => {
    fc.assert(
      fc.property(rule, fc.array(edit, { maxLength: 40 }), (given, edits) => {
        const first = treeOf(given)
        let history: History<GroupNode> = begin(first)
        for (const one of edits) history = record(history, changed(history.present, one))
        const end = history.present
        while (history.past.length > 0) history = undo(history)
        expect(history.present).toBe(first)
        while (history.future.length > 0) history = redo(history)
        expect(history.present).toBe(end)
      }),
    )
  })

  it("moves without losing or doubling a condition", () => {
    fc.assert(
      fc.property(rule, fc.array(edit, { minLength: 1 }), (given, edits) => {
        const tree = treeOf(given)
        const moved = edits.reduce((now, one) => move(now, nodeIn(now, one).id, spotIn(now, one)), tree)
        expect(conditionsOf(moved)).toEqual(conditionsOf(tree))
        expect(new Set(nodesIn(moved).map((node) => node.id)).size).toBe(nodesIn(moved).length)
      }),
    )
  })

  it("walks by the keyboard from any place to the root, and never into nothing", () => {
    fc.assert(
      fc.property(rule, fc.array(edit), (given, edits) => {
        const tree = edits.reduce(changed, treeOf(given))
        for (const node of nodesIn(tree)) {
          let now = tree
          for (let spot = spotAfter(now, node.id, "out"); spot; spot = spotAfter(now, node.id, "out"))
            now = move(now, node.id, spot)
          expect(node === tree || now.nodes.some((one) => one.id === node.id)).toBe(true)
          for (const way of ["up", "down", "into"] as const) {
            const spot = spotAfter(tree, node.id, way)
            if (spot) expect(move(tree, node.id, spot)).not.toBe(tree)
          }
        }
      }),
    )
  })

  it("a condition that leaves a group past its end, and comes back, is where it was", () => {
    const tree = treeOf({ all: [{ any: [{ in_segment: "a" }, { in_segment: "b" }] }, { in_segment: "c" }] })
    const inner = tree.nodes[0] as GroupNode
    const b = inner.nodes[1]!.id
    const outside = move(tree, b, spotAfter(tree, b, "down")!)
    expect(ruleOfTree(outside)).toEqual({
      all: [{ any: [{ in_segment: "a" }] }, { in_segment: "b" }, { in_segment: "c" }],
    })
    expect(ruleOfTree(move(outside, b, spotAfter(outside, b, "into")!))).toEqual(ruleOfTree(tree))
  })

  it("a group cannot be put into itself", () => {
    const tree = treeOf({ all: [{ any: [{ all: [] }] }] })
    const outer = tree.nodes[0] as GroupNode
    expect(move(tree, outer.id, { group: outer.nodes[0]!.id, index: 0 })).toBe(tree)
  })
})

describe("copying and pasting conditions (A6)", () => {
  it("brings back what was copied, as something of its own", () => {
    fc.assert(
      fc.property(rule, (given) => {
        const tree = treeOf(given)
        const pasted = readClip(clipOf(tree))
        if (!("rules" in pasted)) throw new Error(`not read: ${JSON.stringify(pasted)}`)
        expect(pasted.rules).toEqual([ruleOfTree(tree)])
      }),
    )
  })

  it("takes any text without throwing, and lets through only what the rule language reads", () => {
    const any = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 6 }),
      rule.map((one) => JSON.stringify([one, one])),
      fc.jsonValue().map((value) => JSON.stringify({ fact: "profile.city", op: "is", value })),
      fc.jsonValue().map((value) => JSON.stringify({ all: [{ did: "purchase", where: value }] })),
    )
    fc.assert(
      fc.property(any, (text) => {
        const pasted = readClip(text)
        if ("rules" in pasted)
          for (const one of pasted.rules) expect(ruleSchema.safeParse(one).success).toBe(true)
        else if ("problems" in pasted) expect(pasted.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it("says what is wrong with a bomb instead of walking through it", () => {
    const groups = `${'{"all":['.repeat(50_000)}${"]}".repeat(50_000)}`
    expect(readClip(groups)).toMatchObject({ problems: [{ code: "rule/depth" }] })
    const value = `{"fact":"profile.city","op":"is","value":${"[".repeat(200_000)}${"]".repeat(200_000)}}`
    expect(readClip(value)).toMatchObject({ problems: [{ code: "rule/shape" }] })
    const many = `[${Array(5000).fill('{"in_segment":"a"}').join(",")}]`
    expect(readClip(many)).toMatchObject({ problems: [{ code: "rule/size" }] })
  })

  it("sees at once that a sentence, a number or an empty list is no condition", () => {
    for (const text of ["", "Hello", "42", "null", "[]", '"did"', "[1,2]"])
      expect(readClip(text)).toEqual({ nothing: true })
  })

  it("counts what a group holds", () => {
    expect(conditionsIn(groupNode("any", treeOf({ all: [{ in_segment: "a" }, { any: [] }] }).nodes))).toBe(1)
  })
})
