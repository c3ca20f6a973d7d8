import { type Condition, type Group, groupOf, isGroup, join, type Mode, type Rule, viewOf } from "./rule"

/** A rule as the editor holds it: every condition and group has an id that stays with it wherever it is moved. */
export type ConditionNode = { id: number; condition: Condition }
export type GroupNode = { id: number; mode: Mode; nodes: RuleNode[] }
export type RuleNode = ConditionNode | GroupNode

let last = 0
const freshId = (): number => ++last

export const isGroupNode = (node: RuleNode): node is GroupNode => "nodes" in node

export const nodeOf = (rule: Rule): RuleNode => {
  if (!isGroup(rule)) return conditionNode(rule)
  const { mode, rules } = viewOf(rule)
  return { id: freshId(), mode, nodes: rules.map(nodeOf) }
}

/** The root is always a group: a single condition stands in one of its own, and no rule is an empty one. */
export function treeOf(rule: Rule | null | undefined): GroupNode {
  const root = rule ? nodeOf(rule) : groupNode("all")
  return isGroupNode(root) ? root : groupNode("all", [root])
}

export const conditionNode = (condition: Condition): ConditionNode => ({ id: freshId(), condition })

export const groupNode = (mode: Mode, nodes: RuleNode[] = []): GroupNode => ({ id: freshId(), mode, nodes })

/** The same again, as something of its own. */
export const copyOf = (node: RuleNode): RuleNode => nodeOf(ruleOfNode(node))

export const ruleOfTree = (tree: GroupNode): Group => groupOf(tree.mode, tree.nodes.map(ruleOfNode))

export const ruleOfNode = (node: RuleNode): Rule => (isGroupNode(node) ? ruleOfTree(node) : node.condition)

/** Where each node stands in the rule, as the server names it: "all.0.not.any.1". */
export function pathsOf(node: RuleNode, path = ""): Map<number, string> {
  const paths = new Map([[node.id, path]])
  if (!isGroupNode(node)) return paths
  const { at } = viewOf(ruleOfTree(node))
  for (const [index, inner] of node.nodes.entries())
    for (const [id, where] of pathsOf(inner, join(path, at, at === "not" ? "" : index))) paths.set(id, where)
  return paths
}

/** The node itself and everything inside it. */
export const nodesIn = (node: RuleNode): RuleNode[] => [
  node,
  ...(isGroupNode(node) ? node.nodes.flatMap(nodesIn) : []),
]

/** How many conditions it holds, groups not counted. */
export const conditionsIn = (node: RuleNode): number =>
  nodesIn(node).filter((inner) => !isGroupNode(inner)).length

type Found = { node: RuleNode /** Null of the root. */; parent: GroupNode | null; index: number }

export function find(tree: GroupNode, id: number): Found | null {
  if (tree.id === id) return { node: tree, parent: null, index: 0 }
  for (const parent of nodesIn(tree)) {
    if (!isGroupNode(parent)) continue
    const index = parent.nodes.findIndex((node) => node.id === id)
    if (index >= 0) return { node: parent.nodes[index]!, parent, index }
  }
  return null
}
