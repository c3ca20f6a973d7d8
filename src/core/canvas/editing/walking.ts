import type { Canvas, CanvasNode } from "../schema"

export type Direction = "on" | "back" | "up" | "down"

/** Across counts more than along: the card straight above is nearer than one that is closer but aside. */
const ASIDE = 3

/**
 * The card one step further for who walks the drawing by keyboard: on and back along the ways, up and down to the nearest card there;
 * null where nothing is. Where no way leads on or back, the nearest card on that side.
 */
export function stepFrom({ nodes, edges }: Canvas, id: string, direction: Direction): string | null {
  const here = nodes.find((node) => node.id === id)
  if (!here) return nodes[0]?.id ?? null
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const along =
    direction === "on"
      ? edges.filter((edge) => edge.from === id).map((edge) => edge.to)
      : direction === "back"
        ? edges.filter((edge) => edge.to === id).map((edge) => edge.from)
        : []
  const onTheWay = along.flatMap((next) => byId.get(next) ?? []).filter((node) => node !== here)
  const [first] = onTheWay.sort((a, b) => a.position.y - b.position.y)
  return (first ?? nearest(nodes, here, direction))?.id ?? null
}

function nearest(nodes: CanvasNode[], here: CanvasNode, direction: Direction): CanvasNode | undefined {
  const far = ({ position }: CanvasNode): number => {
    const [x, y] = [position.x - here.position.x, position.y - here.position.y]
    const along = { on: x, back: -x, down: y, up: -y }[direction]
    const aside = Math.abs(direction === "on" || direction === "back" ? y : x)
    return along > 0 ? along + aside * ASIDE : Number.POSITIVE_INFINITY
  }
  return nodes.filter((node) => far(node) < Number.POSITIVE_INFINITY).sort((a, b) => far(a) - far(b))[0]
}
