import { graphOf, reachableFrom } from "../graph"
import type { Canvas, Position } from "../schema"
import { moveParts } from "./edits"

type Size = { width: number; height: number }

/** Between two cards: room for the line and the name on it. */
export const GAP = { across: 96, down: 32 }

type Placed = { position: Position }

/** The first place free of cards at `wish` or straight below it. */
export const freePlace = (canvas: Canvas, wish: Position, size: Size): Position =>
  freePlaceFor(canvas.nodes, [{ position: wish }], wish, size)

/**
 * Where the corner of several parts goes so that, moved together, none of them lies on what is there: `wish` or straight below it.
 */
export function freePlaceFor(there: Placed[], parts: Placed[], wish: Position, size: Size): Position {
  const corner = cornerOf(parts)
  const place = { ...wish }
  for (;;) {
    let down = 0
    for (const { position } of parts) {
      const at = { x: place.x + position.x - corner.x, y: place.y + position.y - corner.y }
      for (const { position: taken } of there) {
        const covers =
          Math.abs(taken.x - at.x) < size.width + GAP.down && Math.abs(taken.y - at.y) < size.height
        if (covers) down = Math.max(down, taken.y + size.height + GAP.down - at.y)
      }
    }
    if (down === 0) return place
    place.y += down
  }
}

/** The first corner of all. */
export const cornerOf = (parts: Placed[]): Position => ({
  x: Math.min(...parts.map(({ position }) => position.x)),
  y: Math.min(...parts.map(({ position }) => position.y)),
})

/** Where the card behind `id` goes: to its right, below the ones that are there already. */
export function placeBehind(canvas: Canvas, id: string, size: Size): Position {
  const at = canvas.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 }
  return freePlace(canvas, { x: at.x + size.width + GAP.across, y: at.y }, size)
}

/** Moves `id` and what comes behind it to the right until a card fits before it; answers where that card goes. */
export function makeRoom(
  canvas: Canvas,
  from: string,
  id: string,
  size: Size,
): { canvas: Canvas; place: Position } {
  const start = canvas.nodes.find((node) => node.id === from)?.position ?? { x: 0, y: 0 }
  const end = canvas.nodes.find((node) => node.id === id)?.position ?? start
  const step = size.width + GAP.across
  // On a way back, or one straight down, nothing has to give way.
  if (end.x <= start.x) return { canvas, place: freePlace(canvas, middle(start, end), size) }
  const wanting = start.x + 2 * step - end.x
  if (wanting <= 0) return { canvas, place: freePlace(canvas, middle(start, end), size) }
  const behind = reachableFrom(graphOf(canvas), [id])
  behind.delete(from)
  const places = canvas.nodes
    .filter((node) => behind.has(node.id) && node.position.x >= end.x)
    .map((node) => [node.id, { x: node.position.x + wanting, y: node.position.y }] as const)
  const moved = moveParts(canvas, new Map(places))
  return { canvas: moved, place: freePlace(moved, { x: start.x + step, y: end.y }, size) }
}

const middle = (a: Position, b: Position): Position => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
