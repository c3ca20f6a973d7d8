import { measureRule } from "../../src/core/rules/limits"
import type { CatalogueField } from "../api/catalogue"
import { typedAt } from "./history"
import { type Direction, insert, move, remove, replace, type Spot, spotAfter, unwrap, wrap } from "./moves"
import type { Condition, Mode } from "./rule"
import {
  type ConditionNode,
  conditionNode,
  copyOf,
  find,
  type GroupNode,
  groupNode,
  isGroupNode,
  type RuleNode,
  ruleOfTree,
} from "./tree"
import type { RuleDraft } from "./use-rule-draft"

type Given = {
  draft: RuleDraft
  fields: CatalogueField[]
  /** Says why something was not done. */
  refuse: (why: "tooDeep" | "tooMany") => void
  /** After the next drawing the keyboard goes on at this node: in its first field when it is new, else on its handle. */
  focus: (id: number, why?: "new" | "moved") => void
}

export type Editor = ReturnType<typeof editorOf>

/** Everything one can do to a rule, each as one step that can be undone. */
export function editorOf({ draft, fields, refuse, focus }: Given) {
  const { tree } = draft
  /** A rule too deep or too long would only be refused later on: it does not come about. */
  const put = (next: GroupNode): boolean => {
    if (next === tree) return false
    const [problem] = measureRule(ruleOfTree(next))
    if (problem) {
      refuse(problem.code === "rule/depth" ? "tooDeep" : "tooMany")
      return false
    }
    draft.change(next)
    return true
  }
  const add = (spot: Spot, nodes: RuleNode[]): boolean => {
    const [first] = nodes
    if (!first || !put(insert(tree, spot, nodes))) return false
    focus(first.id)
    return true
  }
  const spotBehind = (id: number): Spot => {
    const found = find(tree, id)
    if (!found) return { group: tree.id, index: tree.nodes.length }
    if (isGroupNode(found.node)) return { group: id, index: found.node.nodes.length }
    return { group: found.parent?.id ?? tree.id, index: found.index + 1 }
  }
  const moveTo = (id: number, spot: Spot): void => {
    if (put(move(tree, id, spot))) focus(id, "moved")
  }
  return {
    draft,
    fields,
    addCondition: (group: GroupNode, condition: Condition) => {
      const node = conditionNode(condition)
      if (!add({ group: group.id, index: group.nodes.length }, [node])) return
      draft.freshen(node.id)
      focus(node.id, "new")
    },
    addGroup: (group: GroupNode) =>
      add({ group: group.id, index: group.nodes.length }, [groupNode(group.mode === "all" ? "any" : "all")]),
    moveTo,
    canStep: (id: number, direction: Direction): boolean => spotAfter(tree, id, direction) !== null,
    step: (id: number, direction: Direction) => {
      const spot = spotAfter(tree, id, direction)
      if (spot) moveTo(id, spot)
    },
    setCondition: (node: ConditionNode, condition: Condition) => {
      const typed = typedAt(node.condition, condition)
      draft.change(
        replace(tree, node.id, { ...node, condition }),
        typed === null ? null : `${node.id}${typed}`,
      )
    },
    setMode: (node: GroupNode, mode: Mode) => put(replace(tree, node.id, { ...node, mode })),
    remove: (id: number) => {
      const found = find(tree, id)
      if (!found?.parent || !put(remove(tree, id))) return
      const { nodes } = found.parent
      focus((nodes[found.index + 1] ?? nodes[found.index - 1] ?? found.parent).id)
    },
    duplicate: (node: RuleNode) => {
      const found = find(tree, node.id)
      if (found?.parent) add({ group: found.parent.id, index: found.index + 1 }, [copyOf(node)])
    },
    wrap: (id: number) => {
      if (put(wrap(tree, id))) focus(id)
    },
    unwrap: (id: number) => put(unwrap(tree, id)),
    /** An empty rule becomes a group that is pasted; elsewhere it stands behind the node with this id. */
    paste: (nodes: RuleNode[], behind: number): boolean => {
      const [only] = nodes
      if (tree.nodes.length === 0 && nodes.length === 1 && only && isGroupNode(only)) return put(only)
      return add(spotBehind(behind), nodes)
    },
  }
}
