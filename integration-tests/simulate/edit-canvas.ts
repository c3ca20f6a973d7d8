import type { Dice } from "./chance"
import type { Canvas, NodeMap } from "./plan-in-model"

/**
 * Another version of a drawing, and where the people of cards that are gone go on. Nobody is led to a card by it that the older one would
 * not have led them to as well: what they got there would not be given again, which the model does not know. Null where nothing can be changed.
 */
export function editCanvas(dice: Dice, from: Canvas): { canvas: Canvas; map: NodeMap } | null {
  const canvas: Canvas = structuredClone(from)
  const map: NodeMap = {}
  const { nodes, edges } = canvas
  const isPlace = (id: string) =>
    !/^(segment|list|conditions|goal|union|intersect|exclude|deduplicate|sample|trigger:.*)$/.test(
      nodes.find((node) => node.id === id)!.kind,
    )
  const waits = nodes.filter(({ id, kind }) => kind === "wait" && !id.startsWith("wait_before"))
  const ways = edges.filter(({ from: id, to }) => isPlace(id) && isPlace(to))

  const edits = {
    /** A wait takes longer or shorter. */
    wait: () => {
      if (waits.length === 0) return false
      const { settings } = dice.one(waits)
      settings.amount = (settings.amount as number) + dice.between(1, 3)
      return true
    },
    /** A card that does nothing stands on a way. */
    insert: () => {
      if (ways.length === 0) return false
      const way = dice.one(ways)
      const id = `nothing_${nodes.length}_${dice.below(1000)}`
      nodes.push({ id, kind: "do-nothing", settings: {} })
      edges.push({ from: id, port: "out", to: way.to, input: "in" })
      way.to = id
      return true
    },
    /** A wait is gone; who waited goes on behind it, or leaves. */
    remove: () => {
      if (waits.length === 0) return false
      const wait = dice.one(waits)
      const next = edges.find((edge) => edge.from === wait.id)?.to
      // What counts from it would count from nothing.
      if (JSON.stringify(nodes).includes(`"node":"${wait.id}"`)) return false
      // A circle needs its wait.
      if (next === undefined || next === wait.id || leadsBack(canvas, wait.id)) return false
      nodes.splice(nodes.indexOf(wait), 1)
      for (const edge of edges) if (edge.to === wait.id) edge.to = next
      for (const edge of edges.filter(({ from: id }) => id === wait.id)) edges.splice(edges.indexOf(edge), 1)
      map[wait.id] = dice.happens(0.7) ? next : { leave: "the wait is over" }
      return true
    },
  }
  return edits[dice.weighted({ wait: 1, insert: 1, remove: 4 })]() ? { canvas, map } : null
}

function leadsBack({ edges }: Canvas, id: string): boolean {
  const seen = new Set(edges.filter(({ from }) => from === id).map(({ to }) => to))
  for (const at of seen) for (const edge of edges) if (edge.from === at) seen.add(edge.to)
  return seen.has(id)
}
