import type { Edge, Node, NodeChange } from "@xyflow/react"
import { useMemo, useRef, useState } from "react"
import type { Mark } from "../../src/core/canvas/drawn-difference"
import { changeNote, moveParts } from "../../src/core/canvas/editing/edits"
import type { CanvasEdge, CanvasNode, CanvasNote, Position } from "../../src/core/canvas/schema"
import { errorsIn } from "../../src/core/problem"
import type { Port } from "../api/catalogue"
import type { CardData, CardNode } from "../canvas/canvas-card"
import { CARD, placedGhosts } from "../canvas/lay-out"
import { figuresOf } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import type { Editor } from "./editor"

export type NoteNode = Node<{ note: CanvasNote }, "note">
export type FlowNode = CardNode | NoteNode
export type WayEdge = Edge<{ edge: CanvasEdge; name: string; change?: Mark }, "way">

const NO_GHOSTS: CanvasNode[] = []
const NOWHERE: ReadonlyMap<string, Position> = new Map()
/** Of a note that did not change it is the same object. */
const noteDatas = new WeakMap<CanvasNote, NoteNode["data"]>()
function dataOf(note: CanvasNote): NoteNode["data"] {
  const data = noteDatas.get(note) ?? { note }
  noteDatas.set(note, data)
  return data
}
const NOTE = { width: 220, height: 120 }

export const edgeId = ({ from, port, to, input }: CanvasEdge): string => `${from}.${port}-${to}.${input}`

/**
 * The cards and notes as the drawing library wants them. While they are dragged only the library's picture moves; what was not
 * touched stays the same object, so that it is not drawn anew.
 */
export function useFlowNodes(editor: Editor) {
  const { t } = useText()
  const { canvas, chosen, does, rechoose } = editor
  const [moving, setMoving] = useState(NOWHERE)
  const [sizing, setSizing] = useState<{ id: string; width: number; height: number } | null>(null)
  const { changed } = editor
  const ghosts = useMemo(
    () => (changed ? placedGhosts(canvas, changed.ghosts) : NO_GHOSTS),
    [canvas, changed],
  )
  const datas = useCardDatas(editor, ghosts)
  const kept = useRef(new Map<string, FlowNode>())
  const nodes = useMemo(() => {
    const selected = new Set(chosen.ids)
    const cards = canvas.nodes.map((node): CardNode => {
      const data = datas.get(node.id)!
      return {
        id: node.id,
        type: "card",
        position: moving.get(node.id) ?? node.position,
        ...CARD,
        measured: CARD,
        selected: selected.has(node.id),
        ariaLabel: t("canvas.card", { name: data.name }),
        data,
      }
    })
    // What is gone can be looked at, and not taken hold of.
    const gone = ghosts.map((node): CardNode => {
      const data = datas.get(node.id)!
      return {
        id: node.id,
        type: "card",
        position: node.position,
        ...CARD,
        measured: CARD,
        selected: false,
        selectable: false,
        draggable: false,
        connectable: false,
        focusable: false,
        ariaLabel: t("canvas.card", { name: data.name }),
        data,
      }
    })
    const notes = canvas.notes.map((note): NoteNode => {
      const size = sizing?.id === note.id ? sizing : (note.size ?? NOTE)
      const [width, height] = [size.width, size.height]
      return {
        id: note.id,
        type: "note",
        position: moving.get(note.id) ?? note.position,
        width,
        height,
        measured: { width, height },
        selected: selected.has(note.id),
        ariaLabel: t("editor.note"),
        // Below the cards, as paper under them.
        zIndex: -1,
        data: dataOf(note),
      }
    })
    const next = [...notes, ...gone, ...cards].map((node) => sameOr(kept.current.get(node.id), node))
    kept.current = new Map(next.map((node) => [node.id, node]))
    return next
  }, [canvas.nodes, canvas.notes, ghosts, chosen.ids, datas, moving, sizing, t])

  const drop = (places: ReadonlyMap<string, Position>) => {
    setMoving(NOWHERE)
    const parts = [...canvas.nodes, ...canvas.notes]
    const moved = parts.some(({ id, position }) => {
      const at = places.get(id)
      return at && (at.x !== position.x || at.y !== position.y)
    })
    if (moved) does((now) => moveParts(now, places))
  }
  const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
    const picked: { id: string; selected: boolean }[] = []
    const places = new Map(moving)
    let dragged: boolean | undefined
    for (const change of changes) {
      if (change.type === "select") {
        picked.push(change)
      } else if (change.type === "position" && change.dragging !== undefined) {
        dragged = change.dragging
        if (change.position) places.set(change.id, change.position)
      } else if (change.type === "dimensions" && change.dimensions && change.resizing !== undefined) {
        const { id, dimensions } = change
        if (change.resizing) setSizing({ id, ...dimensions })
        else {
          setSizing(null)
          const { width, height } = sizing ?? dimensions
          does((now) => changeNote(now, id, { size: { width, height } }))
        }
      }
    }
    if (picked.length > 0)
      rechoose(({ ids, edges }) => {
        const next = new Set(ids)
        for (const { id, selected } of picked)
          if (selected) next.add(id)
          else next.delete(id)
        return { ids: [...next], edges }
      })
    if (dragged === true) setMoving(places)
    else if (dragged === false) drop(places)
  }
  return { nodes, onNodesChange }
}

type NamedData = CardData & { name: string }

function useCardDatas(editor: Editor, ghosts: CanvasNode[]): ReadonlyMap<string, NamedData> {
  const { canvas, kindOf, nameOf, cardOf, portsOf, ways, heads, foreseen, problems, draft, changed } = editor
  const { known: isChecked } = editor.check
  const kept = useRef<ReadonlyMap<string, NamedData>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known of the cards is one thing with their ways
  return useMemo(() => {
    const wrong = new Set(errorsIn(problems).map(({ path }) => /^nodes\.([^.]+)/.exec(path)?.[1]))
    const saved = new Set(draft.saved.canvas.nodes.map(({ id }) => id))
    const taken = new Set(canvas.edges.map((edge) => `${edge.from} ${edge.port}`))
    const gone = new Set(ghosts)
    const left = changed?.gone ?? []
    const next = [...canvas.nodes, ...ghosts].map((node): [string, NamedData] => {
      const kind = kindOf(node)
      const isGone = gone.has(node)
      const known = portsOf(node)
      const ports = withDrawn(known, left, node.id)
      const data: NamedData = {
        node: { ...node, card: cardOf(node.id) },
        kind,
        name: nameOf(node),
        ports,
        ways: ports,
        inputs: ways.inputs(node),
        open: known.map(({ id }) => id).filter((port) => !taken.has(`${node.id} ${port}`)),
        figures: foreseen ? foreseen.of(node.id) : figuresOf(node.id, heads(node.id)),
        estimated: !foreseen,
        wrong: !kind || wrong.has(node.id),
        drawing: !isGone,
        dim: false,
        checked: !isGone,
        unsure: !isChecked || !saved.has(node.id),
        change: changed?.cards.get(node.id),
      }
      const before = kept.current.get(node.id)
      return [node.id, before && saysAlike(before, data) ? before : data]
    })
    kept.current = new Map(next)
    return kept.current
  }, [canvas, ghosts, changed, ways, problems, heads, foreseen, nameOf, draft.saved, isChecked])
}

/** Also ways out that the card has no more, from which lines that are gone led. */
function withDrawn(ports: Port[], gone: CanvasEdge[], node: string): Port[] {
  const missing = gone.filter((edge) => edge.from === node && ports.every(({ id }) => id !== edge.port))
  return missing.length === 0
    ? ports
    : [...ports, ...missing.map(({ port }) => ({ id: port, label: { en: port, zhCN: port } }))]
}

/** The settings, which may be long, are the same object or they changed; all the rest is short. */
function saysAlike(
  { node: a, kind, ...before }: NamedData,
  { node: b, kind: now, ...after }: NamedData,
): boolean {
  if (a.settings !== b.settings || a.name !== b.name || a.kind !== b.kind || kind !== now) return false
  return JSON.stringify([a.card, before]) === JSON.stringify([b.card, after])
}

const sameOr = (before: FlowNode | undefined, node: FlowNode): FlowNode =>
  before &&
  before.data === node.data &&
  before.selected === node.selected &&
  before.position.x === node.position.x &&
  before.position.y === node.position.y &&
  before.width === node.width &&
  before.height === node.height
    ? before
    : node
