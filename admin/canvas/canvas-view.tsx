import { Background, Controls, type Edge, MiniMap, ReactFlow, ReactFlowProvider } from "@xyflow/react"
import "@xyflow/react/dist/style.css"
import { clx, Text } from "@medusajs/ui"
import { useMemo, useRef } from "react"
import type { Canvas } from "../../src/core/canvas/schema"
import { errorsIn, type Problem } from "../../src/core/problem"
import type { CatalogueKind } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { inputsOf, portsOf } from "../kinds/summary"
import { CanvasCard, type CardNode } from "./canvas-card"
import { useFollow } from "./follow"
import { CARD, placesOf } from "./lay-out"
import type { NodeCounts } from "./node-counts"
import { useShowAll } from "./show-all"
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

function Drawing({ canvas, kinds, counts, problems, lit, walked, onOpen }: Props) {
  const { t } = useText()
  const dark = useDarkMode()
  const places = useMemo(() => placesOf(canvas), [canvas])
  const byId = useMemo(() => new Map(kinds.map((kind) => [kind.id, kind])), [kinds])
  const wrong = errorsIn(problems)
  const together = useMemo(() => comingTogether(canvas, byId), [canvas, byId])
  const nodes: CardNode[] = canvas.nodes.map((node) => {
    const kind = byId.get(node.kind)
    return {
      id: node.id,
      type: "card",
      position: places.get(node.id) ?? node.position,
      width: CARD.width,
      height: CARD.height,
      ariaLabel: t("canvas.card", { name: node.name || kind?.label.en || node.kind }),
      data: {
        node,
        kind,
        ports: together.has(node.id) ? portsOf(node, kind).slice(0, 1) : portsOf(node, kind),
        ways: portsOf(node, kind),
        figures: counts.of(node.id),
        estimated: counts.estimated,
        wrong:
          !kind || wrong.some((p) => p.path === `nodes.${node.id}` || p.path.startsWith(`nodes.${node.id}.`)),
        inputs: inputsOf(node, kind, canvas.edges),
        open: [],
        drawing: false,
        unsure: false,
        dim: lit !== undefined && !lit.some((visit) => visit.node === node.id),
        checked: lit === undefined,
        here: walked?.here === node.id,
        told: walked?.told(node.id),
      },
    }
  })
  const edges = useEdges(canvas, byId, counts, together, lit)
  const frame = useRef<HTMLElement>(null)
  const showAll = useShowAll(frame)
  const follow = useFollow(frame, places, walked?.here ?? null)
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
        walked ? "h-[420px] lg:h-full" : lit ? "h-[420px]" : "h-[max(420px,calc(100vh-272px))]",
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
        onInit={() => void (walked ? follow() : showAll())}
        minZoom={0.1}
        proOptions={{ hideAttribution: true }}
        // Over a drawing in the middle of a page the wheel moves the page.
        zoomOnScroll={!lit}
        preventScrolling={!lit}
        className="!bg-transparent"
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
        {nodes.length >= MAP_FROM ? <MiniMap pannable zoomable className="!bg-ui-bg-base" /> : null}
      </ReactFlow>
    </section>
  )
}

/** Branches carry their name, and how many people took them. */
function useEdges(
  canvas: Canvas,
  kinds: Map<string, CatalogueKind>,
  counts: NodeCounts,
  together: Set<string>,
  lit: Visit[] | undefined,
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
    return {
      id: `${edge.from}.${edge.port}-${edge.to}`,
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: edge.input,
      type: "smoothstep",
      label: [name, went === undefined ? "" : number(went)].filter(Boolean).join(" · ") || undefined,
      style: taken
        ? { stroke: "var(--fg-interactive)", strokeWidth: 2.5 }
        : { stroke: "var(--border-strong)", strokeWidth: 1.5, opacity: lit ? 0.5 : 1 },
      labelStyle: { fill: "var(--fg-subtle)", fontSize: 13 },
      labelBgStyle: { fill: "var(--bg-subtle)" },
    }
  })
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
