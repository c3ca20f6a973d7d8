import { createContext, useContext } from "react"
import type { Drawn } from "../../src/core/canvas/difference"
import type { DrawnDifference } from "../../src/core/canvas/drawn-difference"
import type { Edit } from "../../src/core/canvas/editing/edits"
import type { Ways } from "../../src/core/canvas/editing/ways"
import type { Canvas, CanvasEdge, CanvasNode, CanvasNote, Position } from "../../src/core/canvas/schema"
import type { Problem } from "../../src/core/problem"
import type { CatalogueKind, Port } from "../api/catalogue"
import type { Heads, NodeCounts } from "../canvas/node-counts"
import type { Card } from "../canvas/use-cards"
import type { Draft } from "./draft/use-draft"

/** What is chosen: cards and notes by id, and lines. */
export type Chosen = { ids: string[]; edges: CanvasEdge[] }

/** A place on the screen, where something opens. */
export type Spot = { x: number; y: number }

/** What is being asked: which kind, which card, which command. */
export type Asking =
  | { what: "kind"; spot: Spot; follows: boolean; then: (kind: CatalogueKind) => void }
  | { what: "connect"; spot: Spot; from: CanvasNode }
  | { what: "find"; spot: Spot }
  | { what: "command"; spot: Spot }
  | { what: "menu"; spot: Spot }
  | { what: "keys" }
  | { what: "history" }
  | { what: "compare"; cards: [CanvasNode, CanvasNode] }
  | { what: "template" }

/** What the server has said of the drawing. Until it said anything, or when it cannot, no card is in order or wrong. */
export type Check = {
  known: boolean
  /** When the people were counted. */
  as_of: string | null
  failed: unknown
  again: () => void
}

/** How the editor looks on this screen. */
export type Look = {
  fullScreen: boolean
  /** The cards as a list instead of a drawing. */
  list: boolean
  palette: boolean
  /** A frame is being drawn around cards: nothing beside the drawing may take room from it. */
  framing: boolean
  /** What is other than in the version that is published is marked. */
  tinted: boolean
  /** Shown to others, card by card. */
  presenting: boolean
  /** More room for the form of the chosen card. */
  wide: boolean
  problems: boolean
}

/** What is seen of the drawing, and where the keyboard stands. */
export type View = {
  fit: () => void
  zoom: (how: "in" | "out" | "whole") => void
  /** Brings a card into the middle. */
  show: (id: string) => void
  /** The same with several cards and notes where they cannot be seen whole, and nothing where they can. */
  reveal: (ids: string[]) => void
  /** The middle of what is seen, in the drawing's own units. */
  middle: () => Position
  onCanvas: (spot: Spot) => Position
  /** Where a list opens that has no place of its own. */
  spot: () => Spot
  /** Puts the keyboard on a card. */
  focus: (id: string) => void
  /** Puts it on no card, but where the shortcuts are heard. */
  focusEditor: () => void
  focusForm: () => void
}

export type Editor = {
  draft: Draft
  canvas: Canvas
  kinds: CatalogueKind[]
  kindOf: (node: Pick<CanvasNode, "kind">) => CatalogueKind | undefined
  nameOf: (node: CanvasNode) => string
  cardOf: (id: string) => Card | undefined
  portsOf: (node: CanvasNode) => Port[]
  ways: Ways
  /** How many people would come to a card. */
  heads: (id: string) => Heads | undefined
  /** What a pre-run says of each card, instead of that. */
  foreseen: NodeCounts | null
  /** What is published of this plan; null of one that never was. */
  published: Drawn | null
  /** How the drawing is other than that, while it is marked. */
  changed: DrawnDifference | null
  problems: Problem[]
  /** The drawing that the problems speak of; null while another one is being checked. */
  checked: Canvas | null
  /** Being checked and estimated. */
  checking: boolean
  check: Check
  does: (edit: Edit, options?: { merge?: string }) => void
  chosen: Chosen
  choose: (ids: string[], edges?: CanvasEdge[]) => void
  /** Chooses by what is chosen at that moment: the drawing library tells of lines and of cards one after the other. */
  rechoose: (change: (before: Chosen) => Chosen) => void
  asking: Asking | null
  ask: (asking: Asking | null) => void
  look: Look
  setLook: (change: Partial<Look>) => void
  view: View
}

const EditorContext = createContext<Editor | null>(null)
export const EditorProvider = EditorContext.Provider

export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error("There is no editor around.")
  return editor
}

export const chosenNodes = ({ canvas, chosen }: Editor): CanvasNode[] =>
  canvas.nodes.filter(({ id }) => chosen.ids.includes(id))

export const chosenNotes = ({ canvas, chosen }: Editor): CanvasNote[] =>
  canvas.notes.filter(({ id }) => chosen.ids.includes(id))

/** The one card that is chosen, and nothing beside it. */
export function onlyNode(editor: Editor): CanvasNode | undefined {
  const { ids, edges } = editor.chosen
  return ids.length === 1 && edges.length === 0 ? chosenNodes(editor)[0] : undefined
}
