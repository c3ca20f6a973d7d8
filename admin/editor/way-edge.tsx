import { Plus } from "@medusajs/icons"
import { clx } from "@medusajs/ui"
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react"
import { markedName, markedWay } from "../canvas/change-mark"
import { useText } from "../i18n/use-text"
import { insertAt } from "./actions"
import { useEditor } from "./editor"
import type { WayEdge as Way } from "./flow-parts"

/** A line with the name of its way and a button that puts a card on it. */
export function WayEdge({ id, data, selected, markerEnd, ...ends }: EdgeProps<Way>) {
  const { t } = useText()
  const editor = useEditor()
  const [path, x, y] = getSmoothStepPath(ends)
  if (!data) return null
  const { edge, name, change } = data
  const isGone = change === "removed"
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={markerEnd}
        interactionWidth={24}
        style={
          selected
            ? { stroke: "var(--fg-interactive)", strokeWidth: 2.5 }
            : change === "added" || isGone
              ? markedWay(isGone ? "removed" : "added")
              : { stroke: "var(--border-strong)", strokeWidth: 1.5 }
        }
      />
      <EdgeLabelRenderer>
        <div
          className="nodrag nopan group pointer-events-auto absolute flex items-center"
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {name || change ? (
            <span className="bg-ui-bg-subtle text-ui-fg-subtle pointer-events-none me-0.5 max-w-[110px] truncate rounded px-1 text-[13px]">
              {markedName(change, name)}
            </span>
          ) : null}
          {isGone ? null : (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("editor.insert")}
              title={t("editor.insert")}
              onClick={(event) =>
                editor.ask({
                  what: "kind",
                  spot: { x: event.clientX, y: event.clientY },
                  follows: true,
                  then: (kind) => insertAt(editor, edge, kind),
                })
              }
              className={clx(
                "bg-ui-bg-base text-ui-fg-subtle border-ui-border-base hover:text-ui-fg-on-color hover:bg-ui-bg-interactive flex size-5 items-center justify-center rounded-full border outline-none transition-colors",
                selected && "text-ui-fg-interactive border-ui-border-interactive",
              )}
            >
              <Plus className="size-3" />
            </button>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  )
}
