import { clx, StatusBadge, Text } from "@medusajs/ui"
import { type ReactNode, useEffect, useRef } from "react"
import { type CatalogueKind, useChannels } from "../api/catalogue"
import type { PathEntry, PathStep } from "../api/paths"
import { KindIcon } from "../canvas/kind-icons"
import type { DrawnNode } from "../canvas/use-cards"
import { useText } from "../i18n/use-text"
import { portsOf, Summary } from "../kinds/summary"
import { useEffectText, usePathReason } from "./path-words"

type Props = {
  canvas: { nodes: DrawnNode[] }
  kinds: CatalogueKind[]
  entry: PathEntry
  /** The card that was clicked on the drawing. */
  marked: string | null
}

/** Every card that was passed, in order: when, which way on, why, and what the person got there. */
export function PathSteps({ canvas, kinds, entry, marked }: Props) {
  const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
  return (
    <ol>
      {entry.steps.map((step) => {
        const node = nodes.get(step.node)
        const kind = kinds.find((one) => one.id === node?.kind)
        return (
          <Step
            key={`${step.node} ${step.visit} ${step.state}`}
            step={step}
            node={node}
            kind={kind}
            marked={marked === step.node}
          />
        )
      })}
    </ol>
  )
}

type StepProps = {
  step: PathStep
  node: DrawnNode | undefined
  kind: CatalogueKind | undefined
  marked: boolean
}

function Step({ step, node, kind, marked }: StepProps) {
  const { t, label, time } = useText()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (marked) place.current?.scrollIntoView({ block: "nearest", behavior: "smooth" })
  }, [marked])
  return (
    <li
      ref={place}
      aria-current={marked ? "step" : undefined}
      className={clx(
        "flex items-start gap-3 border-t px-6 py-3 first:border-t-0",
        marked && "bg-ui-bg-highlight",
      )}
    >
      <span className="text-ui-fg-subtle mt-0.5 shrink-0">
        <KindIcon icon={kind?.icon} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          <Text size="small" leading="compact" weight="plus">
            {node?.name || label(kind?.label) || step.node}
          </Text>
          {step.visit > 1 ? (
            <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
              {t("path.visit", { nth: step.visit })}
            </Text>
          ) : null}
        </div>
        {node ? (
          <Text size="small" className="text-ui-fg-subtle break-words">
            <Summary node={node} kind={kind} />
          </Text>
        ) : null}
        <Happened step={step} node={node} kind={kind} />
      </div>
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle mt-0.5 shrink-0 tabular-nums">
        {time(step.arrived_at)}
      </Text>
    </li>
  )
}

/** The way on, what was given and sent here, and what holds the person. */
function Happened({ step, node, kind }: Omit<StepProps, "marked">) {
  const { t, label, time } = useText()
  const reasonOf = usePathReason()
  const effectText = useEffectText()
  const channels = useChannels()
  const ports = node ? portsOf(node, kind) : []
  const port = ports.find((one) => one.id === step.port)
  const lines: ReactNode[] = [
    ...step.effects.map(effectText),
    ...step.sends.map((send) => {
      const channel = channels.data?.channels.find(({ id }) => id === send.channel)
      const what = t(`customer.messages.${send.state}`, {
        channel: channel ? label(channel.label) : send.channel,
      })
      const why = send.reason ? reasonOf(send.reason) : null
      return [what, why, send.sent_at ? time(send.sent_at) : null].filter(Boolean).join(" · ")
    }),
  ]
  for (const call of step.calls) {
    const why = call.reason ? reasonOf(call.reason) : null
    const told = t(`path.calls.${call.state}`, { host: call.host })
    lines.push([told, why, call.sent_at ? time(call.sent_at) : null].filter(Boolean).join(" · "))
  }
  if (step.state === "waiting" && step.run_at) lines.push(t("path.waitsUntil", { at: time(step.run_at) }))
  const went = port && ports.length > 1 ? t("path.went", { way: label(port.label) }) : null
  const why = step.reason && step.port !== null ? reasonOf(step.reason) : null
  if (went || why) lines.push([went, why].filter(Boolean).join(" · "))
  if (step.state === "passed" && step.port === null)
    lines.push(t("path.leftHere", { reason: step.reason ? reasonOf(step.reason) : "–" }))
  if (step.finished_at && Date.parse(step.finished_at) - Date.parse(step.arrived_at) >= 60_000)
    lines.push(t("path.wentOnAt", { at: time(step.finished_at) }))
  return (
    <>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one visit never change their order
        <Text key={index} size="small" className="break-words">
          {line}
        </Text>
      ))}
      {step.state === "parked" ? (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <StatusBadge color="red">{t("path.stuck", { count: step.attempts })}</StatusBadge>
          <Text size="small" className="text-ui-fg-error break-words">
            {step.error}
          </Text>
        </div>
      ) : null}
    </>
  )
}
