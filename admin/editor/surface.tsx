import {
  Background,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  Panel,
  ReactFlow,
  SelectionMode,
} from "@xyflow/react"
import "@xyflow/react/dist/style.css"
import { Text, toast } from "@medusajs/ui"
import { type DragEvent, type FocusEvent, type MouseEvent, useMemo, useRef } from "react"
import { wayKey } from "../../src/core/canvas/drawn-difference"
import { whyNotConnect } from "../../src/core/canvas/editing/connecting"
import { connect, disconnect } from "../../src/core/canvas/editing/edits"
import type { CanvasEdge } from "../../src/core/canvas/schema"
import { CanvasCard } from "../canvas/canvas-card"
import { ChangeLegend } from "../canvas/change-mark"
import { useShowAll } from "../canvas/show-all"
import { SmallMap } from "../canvas/small-map"
import { useDarkMode } from "../canvas/use-dark-mode"
import { useText } from "../i18n/use-text"
import { addAt, growFrom, insertAt } from "./actions"
import { type Spot, useEditor } from "./editor"
import { edgeId, type FlowNode, useFlowNodes, type WayEdge as Way } from "./flow-parts"
import { NoteCard } from "./note-card"
import { draggedKind } from "./palette"
import { useSteady } from "./use-steady"
import { WayEdge } from "./way-edge"

const NODES = { card: CanvasCard, note: NoteCard }
const EDGES = { way: WayEdge }
// Beyond this many cards the small map helps to find one's way.
const MAP_FROM = 5
const SEVERAL = ["Shift", "Meta", "Control"]
const NO_MARK = { hideAttribution: true }
/** Ends near a dot mean the dot. */
const NEAR = 32

const asEdge = ({ source, sourceHandle, target, targetHandle }: Connection | Way): CanvasEdge => ({
  from: source,
  port: sourceHandle ?? "out",
  to: target,
  input: targetHandle ?? "in",
})

/** Null of a line that is gone and only marked. */
const drawnEdge = ({ data }: Way): CanvasEdge | null => (data && data.change !== "removed" ? data.edge : null)

/** The drawing to draw on. */
export function Surface() {
  const { t } = useText()
  const editor = useEditor()
  const dark = useDarkMode()
  const { canvas, ways, does, chosen, choose, rechoose, ask, view } = editor
  const { nodes, onNodesChange } = useFlowNodes(editor)
  const edges = useWays()
  const frame = useRef<HTMLElement>(null)
  const showAll = useShowAll(frame)

  const join = (edge: CanvasEdge, instead?: CanvasEdge): void => {
    const base = instead ? disconnect(canvas, [instead]) : canvas
    const why = whyNotConnect(base, edge, ways)
    if (why === "there_already" || why === "itself") return
    if (why) toast.error(t("editor.notConnected"), { description: t(`editor.whyNot.${why}`) })
    else does((now) => connect(instead ? disconnect(now, [instead]) : now, edge))
  }
  /** Dropped on a card it means the card; into the empty space it asks what should follow there. */
  const endConnection = (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const { fromHandle, fromNode } = state
    if (state.isValid || !fromHandle || !fromNode) return
    const spot = spotOf(event)
    const goesOut = fromHandle.type === "source"
    const port = fromHandle.id ?? (goesOut ? "out" : "in")
    const over = state.toNode?.id ?? cardUnder(spot)
    const [here, there] = [fromNode.id, over].map((id) => canvas.nodes.find((node) => node.id === id))
    if (!here || here === there) return
    if (there) {
      const end = state.toHandle?.id ?? (goesOut ? ways.inputs(there)[0] : ways.ports(there)[0])
      if (goesOut) join({ from: here.id, port, to: there.id, input: end ?? "in" })
      else join({ from: there.id, port: end ?? "out", to: here.id, input: port })
    } else if (goesOut) {
      const at = view.onCanvas(spot)
      ask({ what: "kind", spot, follows: true, then: (kind) => growFrom(editor, here, port, kind, at) })
    }
  }
  const menuAt = (event: MouseEvent | globalThis.MouseEvent): void => {
    event.preventDefault()
    ask({ what: "menu", spot: { x: event.clientX, y: event.clientY } })
  }
  const framing = useRef(false)
  const frameIs = (drawn: boolean): void => {
    framing.current = drawn
    editor.setLook({ framing: drawn })
  }
  const askInsert = (spot: Spot, edge: CanvasEdge): void =>
    ask({ what: "kind", spot, follows: true, then: (kind) => insertAt(editor, edge, kind) })
  const on = useSteady({
    onNodesChange,
    onEdgesChange: (changes: EdgeChange<Way>[]) => {
      // A frame chooses cards; the lines between them are not meant.
      const picked = changes
        .filter((change) => change.type === "select")
        .filter(({ selected }) => !(framing.current && selected))
      if (picked.length === 0) return
      const on = new Map(picked.map(({ id, selected }) => [id, selected]))
      rechoose((before) => {
        const edges = canvas.edges.filter(
          (edge) => on.get(edgeId(edge)) ?? before.edges.some((one) => edgeId(one) === edgeId(edge)),
        )
        return { ids: edges.length > 0 ? [] : before.ids, edges }
      })
    },
    onConnect: (way: Connection) => join(asEdge(way)),
    onConnectEnd: endConnection,
    isValidConnection: (way: Connection | Way) => whyNotConnect(canvas, asEdge(way), ways) === null,
    onReconnect: (old: Way, way: Connection) => join(asEdge(way), old.data?.edge),
    onNodeContextMenu: (event: MouseEvent, node: FlowNode) => {
      if (!chosen.ids.includes(node.id)) choose([node.id])
      menuAt(event)
    },
    onEdgeContextMenu: (event: MouseEvent, way: Way) => {
      const edge = drawnEdge(way)
      choose([], edge ? [edge] : [])
      menuAt(event)
    },
    onSelectionStart: () => frameIs(true),
    onSelectionEnd: () => frameIs(false),
    onSelectionContextMenu: menuAt,
    onPaneContextMenu: menuAt,
    onPaneClick: () => choose([]),
    onEdgeDoubleClick: (event: MouseEvent, way: Way) => {
      const edge = drawnEdge(way)
      if (edge) askInsert({ x: event.clientX, y: event.clientY }, edge)
    },
    onInit: () => void showAll(),
    onNodeClick: ({ shiftKey, metaKey, ctrlKey }: MouseEvent, node: FlowNode) => {
      // Of several that are chosen the one that is clicked is meant.
      if (chosen.ids.length > 1 && chosen.ids.includes(node.id) && !(shiftKey || metaKey || ctrlKey))
        choose([node.id])
      view.reveal([node.id])
    },
  })

  return (
    <section
      ref={frame}
      dir="ltr"
      className="bg-ui-bg-subtle relative size-full"
      aria-label={t("canvas.title")}
      aria-description={t("editor.howTo")}
      // The keyboard came to a card: that is the one it means.
      onFocus={(event: FocusEvent) => {
        const id =
          event.target.matches(".react-flow__node:focus-visible") && event.target.getAttribute("data-id")
        if (id && !chosen.ids.includes(id)) choose([id])
      }}
      onDragOver={(event: DragEvent) => {
        event.preventDefault()
        event.dataTransfer.dropEffect = "copy"
      }}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        const kind = editor.kinds.find(({ id }) => id === draggedKind(event))
        if (kind) addAt(editor, kind, view.onCanvas({ x: event.clientX, y: event.clientY }))
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODES}
        edgeTypes={EDGES}
        colorMode={dark ? "dark" : "light"}
        {...on}
        connectionRadius={NEAR}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={SEVERAL}
        selectionMode={SelectionMode.Partial}
        deleteKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        proOptions={NO_MARK}
        className="!bg-transparent"
      >
        <Background gap={20} />
        {editor.changed ? (
          <Panel position="top-left">
            <ChangeLegend />
          </Panel>
        ) : null}
        {canvas.nodes.length >= MAP_FROM ? <SmallMap label={t("editor.map")} /> : null}
      </ReactFlow>
      {canvas.nodes.length === 0 ? (
        <Text
          size="small"
          className="text-ui-fg-subtle pointer-events-none absolute inset-0 m-auto h-fit max-w-[360px] p-6 text-center"
        >
          {t("editor.howTo")}
        </Text>
      ) : null}
    </section>
  )
}

const spotOf = (event: globalThis.MouseEvent | TouchEvent): Spot => {
  const point = "changedTouches" in event ? event.changedTouches[0]! : event
  return { x: point.clientX, y: point.clientY }
}

const cardUnder = ({ x, y }: Spot): string | null =>
  document.elementFromPoint(x, y)?.closest(".react-flow__node-card")?.getAttribute("data-id") ?? null

/** The lines; of several ways out each carries its name. */
function useWays(): Way[] {
  const { label } = useText()
  const { canvas, portsOf, chosen, changed } = useEditor()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
  return useMemo(() => {
    const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
    const selected = new Set(chosen.edges.map(edgeId))
    const nameOf = (edge: CanvasEdge): string => {
      const from = nodes.get(edge.from)
      const ports = from ? portsOf(from) : []
      return ports.length > 1 ? label(ports.find(({ id }) => id === edge.port)?.label) : ""
    }
    const gone = (changed?.gone ?? []).map(
      (edge): Way => ({
        id: `${edgeId(edge)} gone`,
        type: "way",
        source: edge.from,
        sourceHandle: edge.port,
        target: edge.to,
        targetHandle: edge.input,
        selectable: false,
        reconnectable: false,
        data: { edge, name: nameOf(edge), change: "removed" },
      }),
    )
    const drawn = canvas.edges.map((edge): Way => {
      return {
        id: edgeId(edge),
        type: "way",
        source: edge.from,
        sourceHandle: edge.port,
        target: edge.to,
        targetHandle: edge.input,
        selected: selected.has(edgeId(edge)),
        reconnectable: true,
        data: { edge, name: nameOf(edge), change: changed?.ways.get(wayKey(edge)) },
      }
    })
    return [...gone, ...drawn]
  }, [canvas.nodes, canvas.edges, portsOf, chosen.edges, changed])
}
