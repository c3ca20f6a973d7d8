import { find, type GroupNode, groupNode, isGroupNode, nodesIn, type RuleNode } from "./tree"

/** A place between the nodes of a group, before the one with this index. */
export type Spot = { group: number; index: number }
export type Direction = "up" | "down" | "into" | "out"

export const insert = (tree: GroupNode, { group, index }: Spot, added: RuleNode[]): GroupNode =>
  changeGroup(tree, group, (nodes) => [...nodes.slice(0, index), ...added, ...nodes.slice(index)])

export const remove = (tree: GroupNode, id: number): GroupNode => {
  const parent = find(tree, id)?.parent
  return parent ? changeGroup(tree, parent.id, (nodes) => nodes.filter((node) => node.id !== id)) : tree
}

/** Another node in the place of this one; the root gives way to a group only. */
export function replace(tree: GroupNode, id: number, next: RuleNode): GroupNode {
  const parent = find(tree, id)?.parent
  if (parent)
    return changeGroup(tree, parent.id, (nodes) => nodes.map((node) => (node.id === id ? next : node)))
  return tree.id === id && isGroupNode(next) ? next : tree
}

/** Nothing changes when it would have to stand inside itself, or stands there already. */
export function move(tree: GroupNode, id: number, { group, index }: Spot): GroupNode {
  const from = find(tree, id)
  const to = find(tree, group)?.node
  if (!from?.parent || !to || !isGroupNode(to) || nodesIn(from.node).some((node) => node.id === group))
    return tree
  const same = from.parent.id === group
  if (same && (index === from.index || index === from.index + 1)) return tree
  // Counted while it still stood before the place.
  const shift = same && from.index < index ? 1 : 0
  return insert(remove(tree, id), { group, index: index - shift }, [from.node])
}

/** Where one step leads; null where there is no way. Past the end of its group a node leaves the group. */
export function spotAfter(tree: GroupNode, id: number, direction: Direction): Spot | null {
  const found = find(tree, id)
  if (!found?.parent) return null
  const { parent, index } = found
  const outside = (after: boolean): Spot | null => {
    const up = find(tree, parent.id)
    return up?.parent ? { group: up.parent.id, index: up.index + (after ? 1 : 0) } : null
  }
  if (direction === "out") return outside(true)
  if (direction === "up") return index > 0 ? { group: parent.id, index: index - 1 } : outside(false)
  if (direction === "down")
    return index < parent.nodes.length - 1 ? { group: parent.id, index: index + 2 } : outside(true)
  const before = parent.nodes[index - 1]
  if (before && isGroupNode(before)) return { group: before.id, index: before.nodes.length }
  const after = parent.nodes[index + 1]
  return after && isGroupNode(after) ? { group: after.id, index: 0 } : null
}

/** A group of its own around it: of the other kind than the one it stands in, for one of the same kind says nothing. */
export function wrap(tree: GroupNode, id: number): GroupNode {
  const found = find(tree, id)
  if (!found?.parent) return tree
  return replace(tree, id, groupNode(found.parent.mode === "all" ? "any" : "all", [found.node]))
}

/** Its nodes take the group's place. */
export function unwrap(tree: GroupNode, id: number): GroupNode {
  const found = find(tree, id)
  if (!found?.parent || !isGroupNode(found.node)) return tree
  return insert(remove(tree, id), { group: found.parent.id, index: found.index }, found.node.nodes)
}

function changeGroup(tree: GroupNode, id: number, change: (nodes: RuleNode[]) => RuleNode[]): GroupNode {
  if (tree.id === id) return { ...tree, nodes: change(tree.nodes) }
  const nodes = tree.nodes.map((node) => (isGroupNode(node) ? changeGroup(node, id, change) : node))
  // What did not change stays the very same, so that it is not drawn again.
  return nodes.every((node, i) => node === tree.nodes[i]) ? tree : { ...tree, nodes }
}
