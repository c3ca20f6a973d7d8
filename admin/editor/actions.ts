import { toast } from "@medusajs/ui"
import { type Clip, clipText, copyParts, pasteClip, readClip } from "../../src/core/canvas/editing/clip"
import { placeAfter } from "../../src/core/canvas/editing/connecting"
import {
  addNode,
  addNote,
  connect,
  insertOnEdge,
  moveParts,
  newNodeId,
  removeParts,
} from "../../src/core/canvas/editing/edits"
import {
  cornerOf,
  freePlace,
  freePlaceFor,
  makeRoom,
  placeBehind,
} from "../../src/core/canvas/editing/placing"
import type { Canvas, CanvasEdge, CanvasNode, Position } from "../../src/core/canvas/schema"
import type { CatalogueKind } from "../api/catalogue"
import { CARD } from "../canvas/lay-out"
import type { Translate } from "../i18n/use-text"
import { chosenNodes, chosenNotes, type Editor, onlyNode } from "./editor"
import { startSettings } from "./start-settings"

const newNode = (kind: CatalogueKind, position: Position): CanvasNode => ({
  id: newNodeId(kind.id),
  kind: kind.id,
  settings: startSettings(kind),
  position,
})

function put(editor: Editor, node: CanvasNode, edit: (canvas: Canvas) => Canvas): void {
  editor.does(edit)
  editor.choose([node.id])
  editor.view.focus(node.id)
  editor.view.reveal([node.id])
}

/** A new card at a place, standing alone. */
export function addAt(editor: Editor, kind: CatalogueKind, at: Position): void {
  const corner = { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 }
  const node = newNode(kind, freePlace(editor.canvas, corner, CARD))
  put(editor, node, (canvas) => addNode(canvas, node))
}

/** A new card between two others; what comes behind gives way. */
export function insertAt(editor: Editor, edge: CanvasEdge, kind: CatalogueKind): void {
  const node = newNode(kind, { x: 0, y: 0 })
  put(editor, node, (canvas) => {
    const room = makeRoom(canvas, edge.from, edge.to, CARD)
    return insertOnEdge(room.canvas, edge, { ...node, position: room.place }, editor.ways)
  })
}

/** A new card behind a way out of another one. */
export function growFrom(
  editor: Editor,
  from: CanvasNode,
  port: string,
  kind: CatalogueKind,
  at?: Position,
): void {
  const place = at
    ? freePlace(editor.canvas, { x: at.x, y: at.y - CARD.height / 2 }, CARD)
    : placeBehind(editor.canvas, from.id, CARD)
  const node = newNode(kind, place)
  const [input] = editor.ways.inputs(node)
  put(editor, node, (canvas) => {
    const added = addNode(canvas, node)
    return input === undefined ? added : connect(added, { from: from.id, port, to: node.id, input })
  })
}

/** A new card where it is most likely meant: on the chosen line, behind the chosen card, else in the middle of what is seen. */
export function addHere(editor: Editor, kind: CatalogueKind): void {
  const { canvas, chosen, ways, view } = editor
  const [line] = chosen.edges
  const after = line ? undefined : onlyNode(editor)
  const comesBehind = ways.inputs(newNode(kind, { x: 0, y: 0 })).length > 0
  const place = line ? { line } : after && comesBehind ? placeAfter(canvas, after, ways) : null
  if (!place) addAt(editor, kind, view.middle())
  else if ("line" in place) insertAt(editor, place.line, kind)
  else if (after) growFrom(editor, after, place.port, kind)
}

export function addNoteHere(editor: Editor): void {
  const note = {
    id: newNodeId("note"),
    text: "",
    position: roomFor(editor, [], editor.view.middle()),
    size: { width: 220, height: 120 },
  }
  editor.does((canvas) => addNote(canvas, note))
  editor.choose([note.id])
  editor.view.reveal([note.id])
  editor.view.focusForm()
}

export function removeChosen(editor: Editor): void {
  const { chosen, canvas } = editor
  const nodes = chosenNodes(editor).map(({ id }) => id)
  const notes = chosenNotes(editor).map(({ id }) => id)
  const before = canvas.edges.find((edge) => nodes.includes(edge.to) && !nodes.includes(edge.from))?.from
  editor.does((now) => removeParts(now, { nodes, notes, edges: chosen.edges }, editor.ways))
  // The keyboard goes on at the card before.
  editor.choose(nodes.length > 0 && before ? [before] : [])
  if (nodes.length > 0 && before) editor.view.focus(before)
}

const copyOfChosen = ({ canvas, chosen, draft }: Editor): Clip =>
  copyParts(canvas, chosen.ids, draft.saved.id)

export const clipOfChosen = (editor: Editor): string => clipText(copyOfChosen(editor))

const BESIDE = 40

/** At `wish` or below it, where parts that are put in lie on nothing that is there. */
function roomFor({ canvas }: Editor, parts: { position: Position }[], wish: Position): Position {
  const there = [...canvas.nodes, ...canvas.notes]
  return freePlaceFor(there, parts.length > 0 ? parts : [{ position: wish }], wish, CARD)
}

function take(editor: Editor, clip: Clip, wish: Position): void {
  const at = roomFor(editor, [...clip.nodes, ...clip.notes], wish)
  let ids: string[] = []
  editor.does((canvas) => {
    const pasted = pasteClip(canvas, clip, at, editor.draft.saved.id)
    ids = pasted.ids
    return pasted.canvas
  })
  editor.choose(ids)
  editor.view.reveal(ids)
}

export function duplicateChosen(editor: Editor): void {
  const clip = copyOfChosen(editor)
  const corner = cornerOf([...clip.nodes, ...clip.notes])
  take(editor, clip, { x: corner.x + BESIDE, y: corner.y + CARD.height + BESIDE })
}

/** Takes what is in the clipboard; what is no part of a drawing is refused with the reason. */
export function pasteText(editor: Editor, text: string, t: Translate): void {
  const read = readClip(text)
  if ("problem" in read) {
    toast.error(t("editor.notPasted"), { description: t(`editor.clip.${read.problem}`) })
    return
  }
  const { clip } = read
  if (clip.nodes.length + clip.notes.length === 0) return
  const middle = editor.view.middle()
  const wish = { x: middle.x - CARD.width / 2, y: middle.y - CARD.height / 2 }
  take(editor, clip, wish)
}

/** Moves what is chosen by so much; one after the other they are one step. */
export function moveChosen(editor: Editor, by: Position): void {
  const { ids } = editor.chosen
  editor.does(
    (canvas) => {
      const parts = [...canvas.nodes, ...canvas.notes].filter(({ id }) => ids.includes(id))
      const places = parts.map(
        ({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }] as const,
      )
      return moveParts(canvas, new Map(places))
    },
    { merge: `move ${ids.join(" ")}` },
  )
}
