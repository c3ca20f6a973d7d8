import { CheckCircleSolid, ExclamationCircleSolid } from "@medusajs/icons"
import { clx } from "@medusajs/ui"
import { Handle, type Node, type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react"
import { memo, useEffect } from "react"
import type { Mark } from "../../src/core/canvas/drawn-difference"
import type { CatalogueKind, Port } from "../api/catalogue"
import { type Translate, useText } from "../i18n/use-text"
import { Summary } from "../kinds/summary"
import { ChangeBadge, markedCard } from "./change-mark"
import { GROUP_TINT, KindIcon } from "./kind-icons"
import { CARD } from "./lay-out"
import { type CardFigures, wentOn } from "./node-counts"
import type { DrawnNode } from "./use-cards"

export type CardData = {
  node: DrawnNode
  kind: CatalogueKind | undefined
  /** The ways out that are drawn, and all there are: ways that lead to the same card are drawn as one. */
  ports: Port[]
  ways: Port[]
  figures: CardFigures | undefined
  estimated: boolean
  wrong: boolean
  /** Names of the ways in. */
  inputs: string[]
  /** Ways out of which no line leads: while drawing they are named, so that one knows what one draws from. */
  open: string[]
  /** Lines can be drawn from here and to here. */
  drawing: boolean
  /** Stands back, because somebody's way does not lead here. */
  dim: boolean
  /** Shows whether the card is in order. */
  checked: boolean
  /** It is so new that nobody has checked it. */
  unsure: boolean
  /** Somebody whose way is shown stands here now. */
  here?: boolean
  /** What became of her here. */
  told?: string
  /** What became of it since another state of the plan. */
  change?: Mark
}
export type CardNode = Node<CardData, "card">

/** A node: what it is, what it will do in one line, and how many people. */
export const CanvasCard = memo(function CanvasCard({ id, data, selected }: NodeProps<CardNode>) {
  const { t, label } = useText()
  const { node, kind, ports, inputs, open, drawing, wrong, dim, checked, unsure, here, told, change } = data
  const name = node.name || (kind ? label(kind.label) : node.kind)
  const update = useUpdateNodeInternals()
  const dots = [...inputs, "", ...ports.map((port) => port.id)].join(" ")
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dots moved, and the lines have to follow
  useEffect(() => update(id), [dots])
  return (
    <div
      style={{ ...CARD, ...markedCard(change) }}
      className={clx(
        "bg-ui-bg-base relative flex cursor-pointer flex-col rounded-xl p-3 text-start transition-shadow",
        selected
          ? "shadow-borders-interactive-with-active"
          : "shadow-elevation-card-rest hover:shadow-elevation-card-hover",
        dim && "opacity-40",
        here &&
          "outline-ui-border-interactive outline outline-[3px] outline-offset-2 motion-safe:animate-pulse",
      )}
    >
      {change ? <ChangeBadge change={change} className="absolute -top-3 end-3" /> : null}
      {inputs.map((input, i) => (
        <Dot
          key={input}
          type="target"
          id={input}
          top={placeOf(i, inputs.length)}
          drawing={drawing}
          name={inputs.length > 1 ? inputName(input, t) : ""}
        />
      ))}
      <div className="flex items-center gap-2">
        <span
          className={clx(
            "flex size-7 shrink-0 items-center justify-center rounded-md",
            GROUP_TINT[kind?.group ?? ""] ?? GROUP_TINT.flow,
          )}
        >
          <KindIcon icon={kind?.icon} />
        </span>
        <span
          className={clx(
            "text-ui-fg-base min-w-0 flex-1 truncate text-[15px] font-medium leading-5",
            change === "removed" && "line-through",
          )}
        >
          {name}
        </span>
        {!checked || unsure ? null : wrong ? (
          <ExclamationCircleSolid className="text-ui-tag-red-icon shrink-0" aria-label={t("canvas.wrong")} />
        ) : (
          <CheckCircleSolid className="text-ui-tag-green-icon shrink-0" aria-label={t("canvas.right")} />
        )}
      </div>
      <p className="text-ui-fg-subtle mt-2 line-clamp-3 min-h-0 flex-1 break-words text-[14px] leading-5">
        <Summary node={node} kind={kind} />
      </p>
      {checked ? <Counts data={data} /> : null}
      {told ? <div className="text-ui-fg-base truncate text-[13px] leading-4">{told}</div> : null}
      {ports.map((port, i) => (
        <Dot
          key={port.id}
          type="source"
          id={port.id}
          top={placeOf(i, ports.length)}
          drawing={drawing}
          name={drawing && ports.length > 1 && open.includes(port.id) ? label(port.label) : ""}
        />
      ))}
    </div>
  )
})

const placeOf = (nth: number, of: number): string => `${((nth + 1) * 100) / (of + 1)}%`

const inputName = (input: string, t: Translate): string =>
  /^\d+$/.test(input) ? input : t(`canvas.inputs.${input}`, { defaultValue: input })

/** Where lines begin and end, on the left to come in and on the right to go out. */
function Dot({
  type,
  id,
  top,
  drawing,
  name,
}: {
  type: "source" | "target"
  id: string
  top: string
  drawing: boolean
  name: string
}) {
  const goesOut = type === "source"
  return (
    <Handle
      type={type}
      position={goesOut ? Position.Right : Position.Left}
      id={id}
      isConnectable={drawing}
      style={{ top }}
      className={clx(
        "!bg-ui-bg-base !border-ui-border-strong",
        drawing ? "hover:!border-ui-border-interactive !size-3 !border-2" : "!size-2",
      )}
    >
      {name ? (
        <span
          className={clx(
            "txt-compact-xsmall text-ui-fg-subtle bg-ui-bg-subtle pointer-events-none absolute max-w-[90px] truncate rounded px-1",
            // A line leads to a way in and would go through its name.
            goesOut ? "start-4 top-1/2 -translate-y-1/2" : "bottom-2 end-3",
          )}
        >
          {name}
        </span>
      ) : null}
    </Handle>
  )
}

type Outcome = { key: string; count: number; name?: string; bad?: boolean }

/** What became of the people who came: of messages what happened to them, behind several ways out how many took each. */
function useOutcomes({ figures, ways, kind }: CardData): Outcome[] {
  const { label, number } = useText()
  if (!figures) return []
  const { passed, turnedAway } = wentOn(figures, ways, kind)
  const { messages } = figures
  const gone: Outcome[] = messages
    ? [
        { key: "sent", count: messages.sent },
        { key: "queued", count: messages.queued },
        { key: "blocked", count: messages.blocked, bad: true },
        { key: "failed", count: messages.failed, bad: true },
      ]
    : ways.length > 1
      ? ways.map(({ id, label: name }) => ({
          key: `by-${id}`,
          count: figures.passed[id] ?? 0,
          name: `${number(figures.passed[id] ?? 0)} ${label(name).toLowerCase()}`,
          bad: id === "refused",
        }))
      : [{ key: "passed", count: passed }]
  const outcomes = [
    { key: "waiting", count: figures.waiting },
    ...gone,
    { key: "turnedAway", count: turnedAway },
    { key: "stuck", count: figures.parked, bad: true },
  ]
  return outcomes.filter(({ key, count }) => count > 0 || key === "passed" || key === "sent")
}

function Counts({ data }: { data: CardData }) {
  const { t, number } = useText()
  const outcomes = useOutcomes(data)
  const { figures, estimated } = data
  if (!figures) return <div className="text-[13px] leading-4 text-ui-fg-subtle">–</div>
  if (estimated)
    return (
      <div className="text-[13px] leading-4 text-ui-fg-subtle tabular-nums">
        {t(figures.atMost ? "canvas.atMost" : "canvas.about", {
          count: figures.in,
          shown: number(figures.in),
        })}
      </div>
    )
  const told = outcomes.map(({ key, count, name, bad }) => (
    <span key={key} className={bad ? "text-ui-fg-error font-medium" : undefined}>
      {name ?? t(`canvas.${key}`, { shown: number(count) })}
    </span>
  ))
  return (
    <div className="text-[13px] leading-4 text-ui-fg-subtle flex flex-wrap gap-x-3 gap-y-0.5 tabular-nums">
      <span className="text-ui-fg-base">{t("canvas.in", { shown: number(figures.in) })}</span>
      {told}
    </div>
  )
}
