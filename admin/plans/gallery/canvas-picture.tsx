import type { Canvas } from "../../../src/core/canvas/schema"
import { useKinds } from "../../api/catalogue"
import { useText } from "../../i18n/use-text"

const CARD = { width: 240, height: 140 }
const EDGE = 40
/** Small canvases are not drawn larger than they would be among others. */
const LEAST = { width: 1200, height: 400 }

/** Fill by what a card does, as on the canvas. */
const FILL: Record<string, string> = {
  who: "var(--tag-blue-icon)",
  measure: "var(--tag-blue-icon)",
  reach: "var(--tag-purple-icon)",
  give: "var(--tag-green-icon)",
  people: "var(--tag-orange-icon)",
}

/** A canvas small enough for a card: its shape, and what kind of thing each card does. */
export function CanvasPicture({ canvas, name }: { canvas: Pick<Canvas, "nodes" | "edges">; name: string }) {
  const { t } = useText()
  const groups = new Map((useKinds().data?.kinds ?? []).map((kind) => [kind.id, kind.group]))
  const at = new Map(canvas.nodes.map((node) => [node.id, node.position]))
  const [xs, ys] = [
    canvas.nodes.map(({ position }) => position.x),
    canvas.nodes.map(({ position }) => position.y),
  ]
  // What a merchant draws begins anywhere.
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [right, bottom] = [Math.max(...xs) + CARD.width, Math.max(...ys) + CARD.height]
  const width = Math.max(right - left, LEAST.width)
  const height = Math.max(bottom - top, LEAST.height)
  const corner = [(left + right - width) / 2 - EDGE, (top + bottom - height) / 2 - EDGE]
  const box = [...corner, width + 2 * EDGE, height + 2 * EDGE]
  return (
    <svg
      viewBox={box.join(" ")}
      className="h-24 w-full"
      role="img"
      aria-label={t("planGallery.picture", { name })}
    >
      {canvas.edges.map(({ from, port, to, input }) => {
        const [start, end] = [at.get(from), at.get(to)]
        if (!start || !end) return null
        const [x1, y1] = [start.x + CARD.width, start.y + CARD.height / 2]
        const [x2, y2] = [end.x, end.y + CARD.height / 2]
        const bend = (x2 - x1) / 2
        return (
          <path
            key={`${from} ${port} ${to} ${input}`}
            d={`M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            fill="none"
            stroke="var(--border-strong)"
            strokeWidth={10}
          />
        )
      })}
      {canvas.nodes.map(({ id, kind, position }) => (
        <rect
          key={id}
          x={position.x}
          y={position.y}
          {...CARD}
          rx={24}
          fill={FILL[groups.get(kind) ?? ""] ?? "var(--tag-neutral-icon)"}
        />
      ))}
    </svg>
  )
}
