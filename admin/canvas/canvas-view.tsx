import {
  Background,
  Controls,
  type Edge,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react"
import "@xyflow/react/dist/style.css"
import { clx, Text } from "@medusajs/ui"
import { useEffect, useMemo, useRef, useState } from "react"
import { type DrawnDifference, type Mark, wayKey } from "../../src/core/canvas/drawn-difference"
import type { Canvas, CanvasEdge } from "../../src/core/canvas/schema"
import { errorsIn, type Problem } from "../../src/core/problem"
import type { CatalogueKind, Port } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { inputsOf, portsOf } from "../kinds/summary"
import { CanvasCard, type CardNode } from "./canvas-card"
import { ChangeLegend, markedName, markedWay } from "./change-mark"
import { useFollow } from "./follow"
import { CARD, placedGhosts, placesOf } from "./lay-out"
import type { NodeCounts } from "./node-counts"
import { useResized } from "./resized"
import { useShowAll } from "./show-all"
import { SmallMap } from "./small-map"
import { useDarkMode } from "./use-dark-mode"

const CARDS = { card: CanvasCard }
// Beyond this many cards the small map helps to find one's way.
const MAP_FROM = 5

type Props = {
  canvas: Canvas
  kinds: CatalogueKind[]
  counts: NodeCounts
  problems: Problem[]
  /** The way of one person: these visits stand out, the rest stands back. */
  lit?: Visit[]
  /** She is on it still: where she stands, and what became of her at each card. */
  walked?: { here: string | null; told: (node: string) => string | undefined }
  /** How it is other than another state: marked, with what is gone where it was. Fills what is around it. */
  difference?: DrawnDifference | null
  /** The card that is being told of: it is in the middle and large, and nothing else is on the page. */
  presented?: string
  onOpen: (node: string) => void
}
type Visit = { node: string; port: string | null }

/** The drawing to look at: move around, zoom, open a card. */
export default function CanvasView(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({
  canvas: now,
  kinds,
  counts,
  problems,
  lit,
  walked,
  difference,
  presented,
  onOpen,
}: Props) {
  const { t, label } = useText()
  const dark = useDarkMode()
  const canvas = useMemo(() => withGone(now, difference), [now, difference])
  const places = useMemo(() => placesOf(canvas), [canvas])
  const byId = useMemo(() => new Map(kinds.map((kind) => [kind.id, kind])), [kinds])
  const wrong = errorsIn(problems)
  const together = useMemo(
    () => (difference ? new Set<string>() : comingTogether(canvas, byId)),
    [canvas, byId, difference],
  )
  const nodes: CardNode[] = canvas.nodes.map((node) => {
    const kind = byId.get(node.kind)
    const ports = portsDrawn(portsOf(node, kind), node.id, canvas.edges)
    return {
      id: node.id,
      type: "card",
      position: places.get(node.id) ?? node.position,
      width: CARD.width,
      height: CARD.height,
      ariaLabel: t("canvas.card", { name: node.name || label(kind?.label) || node.kind }),
      data: {
        node,
        kind,
        ports: together.has(node.id) ? ports.slice(0, 1) : ports,
        ways: ports,
        figures: counts.of(node.id),
        estimated: counts.estimated,
        wrong:
          !kind || wrong.some((p) => p.path === `nodes.${node.id}` || p.path.startsWith(`nodes.${node.id}.`)),
        inputs: inputsOf(node, kind, canvas.edges),
        open: [],
        drawing: false,
        unsure: false,
        dim: presented
          ? node.id !== presented
          : lit !== undefined && !lit.some((visit) => visit.node === node.id),
        checked: lit === undefined && difference === undefined && presented === undefined,
        here: walked?.here === node.id,
        told: walked?.told(node.id),
        change: difference?.cards.get(node.id),
      },
    }
  })
  const edges = useEdges(canvas, byId, counts, together, lit, difference)
  const frame = useRef<HTMLElement>(null)
  const show = useShowAll(frame)
  const follow = useFollow(frame, places, walked?.here ?? null)
  const [ready, setReady] = useState(false)
  // Once somebody moved the drawing, it stays where they moved it.
  const held = useRef(true)
  const look = () => void (walked ? follow() : show())
  useResized(frame, nodes.length > 0, () => {
    if (!held.current) look()
  })
  useLookAt(ready ? nodes.find((node) => node.id === presented) : undefined)
  if (nodes.length === 0)
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-10">
        {t("canvas.empty")}
      </Text>
    )
  return (
    // The drawing reads from left to right in every language.
    <section
      ref={frame}
      dir="ltr"
      className={clx(
        "bg-ui-bg-subtle w-full",
        heightOf({
          walked: walked !== undefined,
          lit: lit !== undefined,
          alone: difference !== undefined || presented !== undefined,
        }),
      )}
      aria-label={t("canvas.title")}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={CARDS}
        colorMode={dark ? "dark" : "light"}
        nodesDraggable={false}
        nodesConnectable={false}
        onNodeClick={(_, node) => onOpen(node.id)}
        onInit={() => {
          if (presented) return setReady(true)
          held.current = false
          look()
        }}
        onMoveStart={(event) => {
          if (event) held.current = true
        }}
        minZoom={0.1}
        proOptions={{ hideAttribution: true }}
        // Over a drawing in the middle of a page the wheel moves the page.
        zoomOnScroll={!lit}
        preventScrolling={!lit}
        className="!bg-transparent"
      >
        <Background gap={20} />
        {difference ? (
          <Panel position="top-left">
            <ChangeLegend />
          </Panel>
        ) : null}
        {presented ? null : <Controls showInteractive={false} />}
        {/* Above somebody's steps there is too little room: it would lie over cards. */}
        {nodes.length >= MAP_FROM && !presented && (walked || !lit) ? <SmallMap /> : null}
      </ReactFlow>
    </section>
  )
}

/** Alone it fills what is around it; the way of one person stands above its list, or beside it. */
function heightOf({ alone, lit, walked }: { alone: boolean; lit: boolean; walked: boolean }): string {
  if (alone) return "h-full"
  if (walked) return "h-[420px] lg:h-full"
  return lit ? "h-[420px]" : "h-[max(420px,calc(100vh-272px))]"
}

/** Branches carry their name, and how many people took them. */
function useEdges(
  canvas: Canvas,
  kinds: Map<string, CatalogueKind>,
  counts: NodeCounts,
  together: Set<string>,
  lit: Visit[] | undefined,
  difference: DrawnDifference | null | undefined,
): Edge[] {
  const { label, number } = useText()
  const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
  const drawn = canvas.edges.filter((edge) => {
    const from = nodes.get(edge.from)
    const first = from ? portsOf(from, kinds.get(from.kind))[0]?.id : undefined
    return !together.has(edge.from) || edge.port === first
  })
  return drawn.map((edge) => {
    const from = nodes.get(edge.from)
    const one = together.has(edge.from)
    const ports = from ? portsOf(from, kinds.get(from.kind)) : []
    const name = ports.length > 1 && !one ? label(ports.find((p) => p.id === edge.port)?.label) : ""
    const passed = counts.estimated ? undefined : counts.of(edge.from)?.passed
    const went = one && passed ? sum(ports.map((port) => passed[port.id] ?? 0)) : passed?.[edge.port]
    const taken = lit?.some(
      ({ node, port }) => node === edge.from && (one ? port !== null : port === edge.port),
    )
    const change: Mark | undefined = difference?.gone.includes(edge)
      ? "removed"
      : difference?.ways.get(wayKey(edge))
    const told = [name, went === undefined ? "" : number(went)].filter(Boolean).join(" · ")
    return {
      id: `${edge.from}.${edge.port}-${edge.to}.${edge.input}${change === "removed" ? " gone" : ""}`,
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: edge.input,
      type: "smoothstep",
      label: markedName(change, told) || undefined,
      style: change
        ? markedWay(change)
        : taken
          ? { stroke: "var(--fg-interactive)", strokeWidth: 2.5 }
          : { stroke: "var(--border-strong)", strokeWidth: 1.5, opacity: lit ? 0.5 : 1 },
      labelStyle: { fill: "var(--fg-subtle)", fontSize: 13 },
      labelBgStyle: { fill: "var(--bg-subtle)" },
    }
  })
}

/** Large enough for a room. */
const TOLD_ZOOM = 1.6
const GENTLY_MS = 400

/** Brings a card into the middle, and the next one when that is told of. */
function useLookAt(node: CardNode | undefined): void {
  const { setCenter } = useReactFlow()
  const still = useRef(true)
  const x = node?.position.x
  const y = node?.position.y
  useEffect(() => {
    if (x === undefined || y === undefined) return
    const calm = still.current || window.matchMedia("(prefers-reduced-motion: reduce)").matches
    still.current = false
    void setCenter(x + CARD.width / 2, y + CARD.height / 2, {
      zoom: TOLD_ZOOM,
      duration: calm ? 0 : GENTLY_MS,
    })
  }, [x, y, setCenter])
}

/** With what is gone, to look at. */
function withGone(canvas: Canvas, difference: DrawnDifference | null | undefined): Canvas {
  if (!difference) return canvas
  return {
    ...canvas,
    nodes: [...canvas.nodes, ...placedGhosts(canvas, difference.ghosts)],
    edges: [...canvas.edges, ...difference.gone],
  }
}

/** Also ways out that a card has no more, or that nobody knows: the lines from them are drawn. */
function portsDrawn(ports: Port[], node: string, edges: CanvasEdge[]): Port[] {
  const drawn = new Set(edges.filter((edge) => edge.from === node).map((edge) => edge.port))
  for (const { id } of ports) drawn.delete(id)
  return [...ports, ...[...drawn].map((id) => ({ id, label: { en: id, zhCN: id } }))]
}

const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0)

/** Nodes of which every way leads to the same next one, so that one line says it all. */
function comingTogether(canvas: Canvas, kinds: Map<string, CatalogueKind>): Set<string> {
  const same = canvas.nodes.filter((node) => {
    const edges = canvas.edges.filter((edge) => edge.from === node.id)
    const ports = portsOf(node, kinds.get(node.kind))
    const ends = new Set(edges.map(({ to, input }) => `${to} ${input}`))
    return ports.length > 1 && edges.length === ports.length && ends.size === 1
  })
  return new Set(same.map((node) => node.id))
}
