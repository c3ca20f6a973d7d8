import { CheckCircleSolid, ExclamationCircleSolid } from "@medusajs/icons"
import { clx, Text } from "@medusajs/ui"
import { useMemo } from "react"
import { type OutlineLine, outlineOf } from "../../src/core/canvas/editing/outline"
import { errorsIn } from "../../src/core/problem"
import { useText } from "../i18n/use-text"
import { Summary } from "../kinds/summary"
import { problemsAt } from "../rules/rule"
import { useEditor } from "./editor"
import { KindMark } from "./palette"

/** The drawing as a list that can be read aloud: every card with what it does and where its ways lead. All commands work here too. */
export function ListView() {
  const { t } = useText()
  const { canvas, ways } = useEditor()
  const lines = useMemo(() => outlineOf(canvas, ways), [canvas, ways])
  return (
    <section aria-label={t("editor.listTitle")} className="bg-ui-bg-subtle size-full overflow-y-auto p-4">
      {lines.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t("canvas.empty")}
        </Text>
      ) : (
        <Lines lines={lines} />
      )}
    </section>
  )
}

const keyOf = (line: OutlineLine, index: number): string =>
  "again" in line ? `again ${index}` : line.node.id

const Lines = ({ lines }: { lines: OutlineLine[] }) => (
  <ol className="flex flex-col gap-y-2">
    {lines.map((line, index) => (
      <li key={keyOf(line, index)}>
        <Line line={line} />
      </li>
    ))}
  </ol>
)

function Line({ line }: { line: OutlineLine }) {
  const { t, label } = useText()
  const { nameOf, portsOf, view, choose } = useEditor()
  if ("again" in line)
    return (
      <button
        type="button"
        className="txt-compact-small text-ui-fg-interactive px-2"
        onClick={() => {
          choose([line.again.id])
          view.focus(line.again.id)
        }}
      >
        {t("editor.goesOnAt", { name: nameOf(line.again) })}
      </button>
    )
  const { node, ways } = line
  const ports = new Map(portsOf(node).map((port) => [port.id, label(port.label)]))
  return (
    <>
      <CardLine line={line} />
      {ways.length > 1 ? (
        <ul className="border-ui-border-base ms-4 mt-2 flex flex-col gap-y-3 border-s ps-4">
          {ways.map(({ port, then }) => (
            <li key={port}>
              <Text size="small" weight="plus" className="text-ui-fg-subtle mb-1">
                {ports.get(port) ?? port}
              </Text>
              {then.length > 0 ? (
                <Lines lines={then} />
              ) : (
                <Text size="small" className="text-ui-fg-subtle px-2">
                  {t("editor.endsHere")}
                </Text>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function CardLine({ line: { node } }: { line: Exclude<OutlineLine, { again: unknown }> }) {
  const { t, number } = useText()
  const { nameOf, kindOf, cardOf, chosen, choose, problems, heads, ask, check, draft } = useEditor()
  const kind = kindOf(node)
  const isChosen = chosen.ids.includes(node.id)
  // As on the drawing: nobody has checked it yet.
  const unsure = !check.known || draft.saved.canvas.nodes.every(({ id }) => id !== node.id)
  const wrong = !kind || errorsIn(problemsAt(problems, `nodes.${node.id}`)).length > 0
  const come = heads(node.id)
  return (
    <button
      type="button"
      data-card={node.id}
      aria-pressed={isChosen}
      onFocus={() => {
        if (!isChosen) choose([node.id])
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        choose([node.id])
        ask({ what: "menu", spot: { x: event.clientX, y: event.clientY } })
      }}
      className={clx(
        "bg-ui-bg-base shadow-elevation-card-rest flex w-full max-w-[640px] items-center gap-x-3 rounded-lg px-3 py-2 text-start outline-none",
        "focus-visible:shadow-borders-interactive-with-active",
        isChosen && "shadow-borders-interactive-with-active",
      )}
    >
      <KindMark kind={kind} />
      <span className="min-w-0 flex-1">
        <span className="txt-compact-small-plus text-ui-fg-base block truncate">{nameOf(node)}</span>
        <span className="txt-compact-small text-ui-fg-subtle block break-words">
          <Summary node={{ ...node, card: cardOf(node.id) }} kind={kind} />
        </span>
      </span>
      {come ? (
        <span className="txt-compact-small text-ui-fg-subtle shrink-0 tabular-nums">
          {t(come.atMost ? "canvas.atMost" : "canvas.about", {
            count: come.count,
            shown: number(come.count),
          })}
        </span>
      ) : null}
      {unsure ? null : wrong ? (
        <ExclamationCircleSolid className="text-ui-tag-red-icon shrink-0" aria-label={t("canvas.wrong")} />
      ) : (
        <CheckCircleSolid className="text-ui-tag-green-icon shrink-0" aria-label={t("canvas.right")} />
      )}
    </button>
  )
}
