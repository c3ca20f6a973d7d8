import { toast } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { type RefObject, useCallback, useMemo, useState } from "react"
import { drawnDifference } from "../../src/core/canvas/drawn-difference"
import { type Edit, isSameEdge } from "../../src/core/canvas/editing/edits"
import type { Ways } from "../../src/core/canvas/editing/ways"
import {
  type Canvas,
  type CanvasEdge,
  type CanvasNode,
  MOST_EDGES,
  MOST_NODES,
  MOST_NOTES,
} from "../../src/core/canvas/schema"
import type { Problem } from "../../src/core/problem"
import type { CatalogueKind, Port } from "../api/catalogue"
import { estimateOf, type Plan } from "../api/plans"
import { usePlanVersion } from "../api/versions"
import { useDrawnCards, useNewCards } from "../canvas/drawn-cards"
import { placed } from "../canvas/lay-out"
import { headsAt, type NodeCounts } from "../canvas/node-counts"
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
/** Ways of those with whom it came to nothing. */
const REFUSING = new Set([...ASTRAY, "refused", "nothing", "not_sent", "else", "timeout"])

/** Everything the parts of the editor share. */
export function useEditorOf(
  plan: Plan,
  kinds: CatalogueKind[],
  frame: RefObject<HTMLElement | null>,
  foreseen: NodeCounts | null,
): Editor {
  const { label, t } = useText()
  const draft = useDraft(plan)
  const canvas = useMemo(() => placed(draft.canvas), [draft.canvas])
  const published = usePlanVersion(plan.id, plan.version).data?.version ?? null
  const gone = useMemo(() => goneFrom(canvas, published?.canvas.nodes ?? []), [canvas, published])
  const known = useKnown(canvas, kinds, gone)
  const estimate = useQuery({ ...estimateOf(draft.saved), placeholderData: keepPreviousData })
  const numbers = estimate.data?.estimate
  const heads = useCallback((id: string) => headsAt(numbers, id), [numbers])
  const { kindOf } = known
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
  const nameOf = useCallback(
    (node: CanvasNode) => node.name || label(kindOf(node)?.label) || node.kind,
    [kindOf],
  )
  const [wanted, setChosen] = useState<Chosen>(NOTHING)
  const chosen = useMemo(() => stillThere(wanted, canvas), [wanted, canvas])
  const [asking, ask] = useState<Asking | null>(null)
  const [look, setLook] = useState<Look>(() => ({
    fullScreen: false,
    list: false,
    palette: window.innerWidth >= ROOM_FOR.palette,
    wide: false,
    framing: false,
    tinted: plan.version !== null,
    presenting: false,
    problems: window.innerWidth >= ROOM_FOR.problems,
  }))
  const view = useView(frame, canvas)
  const { settings } = draft.saved
  const { tinted } = look
  const changed = useMemo(() => {
    if (!published || !tinted) return null
    const before = { settings: published.settings, canvas: placed(published.canvas) }
    return drawnDifference(before, { settings, canvas })
  }, [published, tinted, settings, canvas])
  const { does } = draft
  return {
    draft,
    canvas,
    kinds,
    ...known,
    nameOf,
    heads,
    foreseen,
    published,
    changed,
    problems: estimate.data?.estimate.problems ?? NO_PROBLEMS,
    checked: estimate.isPlaceholderData ? null : draft.saved.canvas,
    check: {
      known: estimate.data !== undefined,
      as_of: estimate.data?.estimate.as_of ?? null,
      failed: estimate.isFetching ? null : estimate.error,
      again: () => void estimate.refetch(),
    },
    checking: estimate.isFetching || draft.saving === "saving" || draft.saving === "unsaved",
    // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
    does: useCallback(
      (edit: Edit, options?: { merge?: string }) =>
        does((now) => {
          const next = edit(placed(now))
          if (!isTooLarge(next)) return next
          toast.error(t("editor.tooLarge", { cards: MOST_NODES, lines: MOST_EDGES, notes: MOST_NOTES }))
          return now
        }, options),
      [does],
    ),
    chosen,
    choose: useCallback((ids: string[], edges: CanvasEdge[] = []) => setChosen({ ids, edges }), []),
    rechoose: setChosen,
    asking,
    ask,
    look,
    setLook: (change) => setLook((before) => ({ ...before, ...change })),
    view,
  }
}

const isTooLarge = ({ nodes, edges, notes }: Canvas): boolean =>
  nodes.length > MOST_NODES || edges.length > MOST_EDGES || notes.length > MOST_NOTES

/** What is chosen and was not undone, removed or taken away by somebody else since. */
function stillThere(chosen: Chosen, { nodes, notes, edges }: Canvas): Chosen {
  const there = new Set([...nodes, ...notes].map(({ id }) => id))
  const ids = chosen.ids.filter((id) => there.has(id))
  const lines = chosen.edges.filter((edge) => edges.some((one) => isSameEdge(one, edge)))
  return ids.length === chosen.ids.length && lines.length === chosen.edges.length
    ? chosen
    : { ids, edges: lines }
}

/** Cards that were there once, and are told of where they stood. */
const goneFrom = ({ nodes }: Canvas, before: CanvasNode[]): CanvasNode[] =>
  before.filter(({ id }) => nodes.every((node) => node.id !== id))

/** What is known of each card by its kind, by what the server says of it, and by the lines that are drawn. */
function useKnown(canvas: Canvas, kinds: CatalogueKind[], gone: CanvasNode[]) {
  const cardOf = useDrawnCards(useMemo(() => [...canvas.nodes, ...gone], [canvas.nodes, gone]))
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
      if (ports.length > 0 || kind.ports) return ports
      // Not known yet, or not said while its settings do not fit: what leads on from it stays drawn.
      const sample = newCards.get(node.kind)?.ports ?? []
      const drawn = drawnPorts(canvas, node.id)
      return [...sample, ...drawn.filter(({ id }) => sample.every((port) => port.id !== id))]
    }
    const inputs = (node: CanvasNode): string[] => {
      const kind = kindOf(node)
      const fresh = kind?.inputs === null && !cardOf(node.id) ? newCards.get(node.kind)?.inputs : undefined
      return fresh ?? inputsOf(withCard(node), kind, canvas.edges)
    }
    const ports = (node: CanvasNode) => portsOf(node).map(({ id }) => id)
    const along = (node: CanvasNode) => {
      const known = ports(node)
      // Of a card whose ways nobody knows yet people go on by the usual one, in sight, and do not leave unseen.
      if (known.length === 0 && kindOf(node)?.ports === null) return ["out"]
      return known.filter((port) => !ASTRAY.has(port))
    }
    const main = (node: CanvasNode) => {
      const known = ports(node)
      const meant = known.filter((port) => !REFUSING.has(port))
      return meant.length > 0 ? meant : known
    }
    const gathers = (node: CanvasNode) => kindOf(node)?.group === "sets"
    const ways: Ways = { ports, inputs, along, main, gathers }
    return { kindOf, cardOf, portsOf, ways }
  }, [canvas, kindOf, cardOf, newCards])
}

/** Of a card that no extension brings only its lines tell which ways it has. */
const drawnPorts = ({ edges }: Canvas, id: string): Port[] =>
  [...new Set(edges.filter((edge) => edge.from === id).map((edge) => edge.port))].map((port) => ({
    id: port,
    label: { en: port, zhCN: port },
  }))
