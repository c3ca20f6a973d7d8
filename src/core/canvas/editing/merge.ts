import { saysSame } from "../difference"
import type { Canvas, CanvasEdge, CanvasNode } from "../schema"
import { isSameEdge } from "./edits"

export type Merged = {
  canvas: Canvas
  /** Ids of cards and notes about which both said something else; what stands is `ours`, and of something taken away what was kept. */
  clashes: string[]
}

/**
 * Puts together what two people made of one drawing. What only one of them changed is as that one left it; nothing that somebody
 * changed is taken away because the other removed it.
 */
export function mergeCanvas(base: Canvas, ours: Canvas, theirs: Canvas): Merged {
  const clashes = new Set<string>()
  const note = (id: string) => clashes.add(id)
  const drawn = [...ours.edges, ...theirs.edges].filter(
    (edge) => !base.edges.some((old) => isSameEdge(old, edge)),
  )
  /** Somebody drew a line to it meanwhile. */
  const isNeeded = (id: string) => drawn.some(({ from, to }) => from === id || to === id)
  const nodes = mergeParts(base.nodes, ours.nodes, theirs.nodes, (one) => one.id, mergeNode, note, isNeeded)
  const notes = mergeParts(base.notes, ours.notes, theirs.notes, (one) => one.id, mergeWhole, note)
  const there = new Set(nodes.map(({ id }) => id))
  const edges = mergeParts(base.edges, ours.edges, theirs.edges, portOf, mergeWhole, (port) =>
    note(port.split(" ")[0]!),
  ).filter(({ from, to }) => there.has(from) && there.has(to))
  const standing = new Set([...there, ...notes.map(({ id }) => id)])
  return { canvas: { nodes, edges, notes }, clashes: [...clashes].filter((id) => standing.has(id)) }
}

const portOf = ({ from, port }: CanvasEdge): string => `${from} ${port}`

type Both<P> = { value: P; clash: boolean }

function mergeParts<P>(
  base: P[],
  ours: P[],
  theirs: P[],
  keyOf: (part: P) => string,
  merge: (base: P | undefined, ours: P, theirs: P) => Both<P>,
  onClash: (key: string) => void,
  isNeeded: (key: string) => boolean = () => false,
): P[] {
  const by = (parts: P[]) => new Map(parts.map((part) => [keyOf(part), part]))
  const [old, mine, other] = [by(base), by(ours), by(theirs)]
  // In our order, with what only they have at the end.
  return [...new Set([...mine.keys(), ...other.keys()])].flatMap((key) => {
    const [was, a, b] = [old.get(key), mine.get(key), other.get(key)]
    if (a !== undefined && b !== undefined) {
      const both = merge(was, a, b)
      if (both.clash) onClash(key)
      return [both.value]
    }
    const left = (a ?? b)!
    if (was === undefined) return [left]
    if (saysSame(left, was) && !isNeeded(key)) return []
    onClash(key)
    return [left]
  })
}

function mergeWhole<P>(base: P | undefined, ours: P, theirs: P): Both<P> {
  if (saysSame(ours, theirs)) return { value: ours, clash: false }
  if (base !== undefined && saysSame(ours, base)) return { value: theirs, clash: false }
  if (base !== undefined && saysSame(theirs, base)) return { value: ours, clash: false }
  return { value: ours, clash: true }
}

/** A card's name, kind, settings and place are told apart: one may move what the other fills in. */
function mergeNode(base: CanvasNode | undefined, ours: CanvasNode, theirs: CanvasNode): Both<CanvasNode> {
  const name = mergeWhole(base && (base.name ?? ""), ours.name ?? "", theirs.name ?? "")
  const kind = mergeWhole(base?.kind, ours.kind, theirs.kind)
  const settings = mergeWhole(base?.settings, ours.settings, theirs.settings)
  // Where both moved a card it lies where we put it; nobody loses anything by that.
  const { value: position } = mergeWhole(base?.position, ours.position, theirs.position)
  return {
    value: {
      id: ours.id,
      kind: kind.value,
      ...(name.value ? { name: name.value } : {}),
      settings: settings.value,
      position,
    },
    clash: name.clash || kind.clash || settings.clash,
  }
}
