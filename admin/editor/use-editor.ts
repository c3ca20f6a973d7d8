import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { type RefObject, useCallback, useMemo, useState } from "react"
import { type Edit, moveParts } from "../../src/core/canvas/editing/edits"
import type { Ways } from "../../src/core/canvas/editing/ways"
import type { Canvas, CanvasEdge, CanvasNode } from "../../src/core/canvas/schema"
import type { Problem } from "../../src/core/problem"
import type { CatalogueKind, Port } from "../api/catalogue"
import { estimateOf, type Plan } from "../api/plans"
import { useDrawnCards, useNewCards } from "../canvas/drawn-cards"
import { isUnplaced, layOut } from "../canvas/lay-out"
import type { NodeCounts } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import { inputsOf, portsOf as portsOfKind } from "../kinds/summary"
import { useDraft } from "./draft/use-draft"
import type { Asking, Chosen, Editor, Look } from "./editor"
import { useView } from "./use-view"

/** Narrower than these the canvas needs the room of the palette, and of the panel that nobody asked for. */
const ROOM_FOR = { palette: 1280, problems: 1600 }
const NO_PROBLEMS: Problem[] = []
const NOTHING: Chosen = { ids: [], edges: [] }
/** Ways that say no: who is put between two cards lets those go on whom it lets through. */
const ASTRAY = new Set(["no", "rest"])

/** A drawing whose cards all lie on one spot is laid out before anything is done to it. */
const placed = (canvas: Canvas): Canvas => (isUnplaced(canvas) ? moveParts(canvas, layOut(canvas)) : canvas)

/** Everything the parts of the editor share. */
export function useEditorOf(
  plan: Plan,
  kinds: CatalogueKind[],
  frame: RefObject<HTMLElement | null>,
  foreseen: NodeCounts | null,
): Editor {
  const { label } = useText()
  const draft = useDraft(plan)
  const canvas = useMemo(() => placed(draft.canvas), [draft.canvas])
  const known = useKnown(canvas, kinds)
  const estimate = useQuery({ ...estimateOf(draft.saved), placeholderData: keepPreviousData })
  const numbers = estimate.data?.estimate.nodes
  const heads = useCallback((id: string) => numbers?.[id] ?? undefined, [numbers])
  const { kindOf } = known
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
  const nameOf = useCallback(
    (node: CanvasNode) => node.name || label(kindOf(node)?.label) || node.kind,
    [kindOf],
  )
  const [chosen, setChosen] = useState<Chosen>(NOTHING)
  const [asking, ask] = useState<Asking | null>(null)
  const [look, setLook] = useState<Look>(() => ({
    fullScreen: false,
    list: false,
    palette: window.innerWidth >= ROOM_FOR.palette,
    wide: false,
    problems: window.innerWidth >= ROOM_FOR.problems,
  }))
  const view = useView(frame, canvas)
  const { does } = draft
  return {
    draft,
    canvas,
    kinds,
    ...known,
    nameOf,
    heads,
    foreseen,
    problems: estimate.data?.estimate.problems ?? NO_PROBLEMS,
    checked: estimate.isPlaceholderData ? null : draft.saved.canvas,
    checking: estimate.isFetching || draft.saving === "saving" || draft.saving === "unsaved",
    does: useCallback(
      (edit: Edit, options?: { merge?: string }) => does((now) => edit(placed(now)), options),
      [does],
    ),
    chosen,
    choose: useCallback((ids: string[], edges: CanvasEdge[] = []) => setChosen({ ids, edges }), []),
    asking,
    ask,
    look,
    setLook: (change) => setLook((before) => ({ ...before, ...change })),
    view,
  }
}

/** What is known of each card by its kind, by what the server says of it, and by the lines that are drawn. */
function useKnown(canvas: Canvas, kinds: CatalogueKind[]) {
  const cardOf = useDrawnCards(canvas.nodes)
  const newCards = useNewCards(kinds)
  const kindOf = useMemo(() => {
    const byId = new Map(kinds.map((kind) => [kind.id, kind]))
    return (node: Pick<CanvasNode, "kind">) => byId.get(node.kind)
  }, [kinds])
  return useMemo(() => {
    const withCard = (node: CanvasNode) => ({ ...node, card: cardOf(node.id) })
    const portsOf = (node: CanvasNode): Port[] => {
      const kind = kindOf(node)
      if (!kind) return drawnPorts(canvas, node.id)
      const ports = portsOfKind(withCard(node), kind)
      return ports.length > 0 || kind.ports ? ports : (newCards.get(node.kind)?.ports ?? [])
    }
    const inputs = (node: CanvasNode): string[] => {
      const kind = kindOf(node)
      const fresh = kind?.inputs === null && !cardOf(node.id) ? newCards.get(node.kind)?.inputs : undefined
      return fresh ?? inputsOf(withCard(node), kind, canvas.edges)
    }
    const ports = (node: CanvasNode) => portsOf(node).map(({ id }) => id)
    const along = (node: CanvasNode) => ports(node).filter((port) => !ASTRAY.has(port))
    const ways: Ways = { ports, inputs, along }
    return { kindOf, cardOf, portsOf, ways }
  }, [canvas, kindOf, cardOf, newCards])
}

/** Of a card that no extension brings only its lines tell which ways it has. */
const drawnPorts = ({ edges }: Canvas, id: string): Port[] =>
  [...new Set(edges.filter((edge) => edge.from === id).map((edge) => edge.port))].map((port) => ({
    id: port,
    label: { en: port, zhCN: port },
  }))
