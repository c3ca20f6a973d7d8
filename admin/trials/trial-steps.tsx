import { clx, Text } from "@medusajs/ui"
import { useEffect, useRef } from "react"
import type { CatalogueKind } from "../api/catalogue"
import type { Plan } from "../api/plans"
import type { Trial, TrialStep } from "../api/trials"
import { KindIcon } from "../canvas/kind-icons"
import type { DrawnNode } from "../canvas/use-cards"
import { useText } from "../i18n/use-text"
import { portsOf } from "../kinds/summary"
import { usePathReason } from "../path/path-words"
import { AskedWay, OtherWays } from "./other-ways"
import { TrialCalls, TrialEffects } from "./trial-effects"
import { TrialMessages } from "./trial-messages"

type Props = {
  plan: Plan
  trial: Trial
  nodes: DrawnNode[]
  kinds: CatalogueKind[]
  /** The card that was clicked on the drawing. */
  marked: string | null
  /** Another test was begun from a card of this one. */
  onOther: (no: number) => void
}

/** Every card that was passed, in order: when, what it would have done, what it did, and the ways it did not take. */
export function TrialSteps({ nodes, kinds, marked, ...given }: Props) {
  const { t } = useText()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return (
    <ol aria-label={t("trial.steps")}>
      {given.trial.steps.map((step) => {
        const node = byId.get(step.node)
        const kind = kinds.find(({ id }) => id === node?.kind)
        return (
          <Step
            key={step.hop}
            {...given}
            step={step}
            node={node}
            kind={kind}
            isNow={given.trial.here === step.node && step.state === "here"}
            marked={marked === step.node}
          />
        )
      })}
    </ol>
  )
}

type StepProps = Pick<Props, "plan" | "trial" | "onOther"> & {
  step: TrialStep
  node: DrawnNode | undefined
  kind: CatalogueKind | undefined
  isNow: boolean
  marked: boolean
}

function Step({ plan, trial, onOther, step, node, kind, isNow, marked }: StepProps) {
  const { t, label, time } = useText()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (marked || isNow) place.current?.scrollIntoView({ block: "nearest", behavior: "smooth" })
  }, [marked, isNow])
  const ports = node ? portsOf(node, kind) : []
  const asks = trial.state === "asking" && isNow
  return (
    <li
      ref={place}
      aria-current={isNow ? "step" : undefined}
      className={clx(
        "flex items-start gap-3 border-t px-4 py-3 first:border-t-0",
        (isNow || marked) && "bg-ui-bg-highlight",
      )}
    >
      <span className="text-ui-fg-subtle mt-0.5 shrink-0">
        <KindIcon icon={kind?.icon} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-y-1">
        <div className="flex items-start justify-between gap-2">
          <Text size="small" leading="compact" weight="plus" className="break-words">
            {node?.name || label(kind?.label) || step.node}
          </Text>
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle shrink-0 tabular-nums">
            {time(step.arrived_at)}
          </Text>
        </div>
        <Lines step={step} ports={ports} isGroup={kind?.group === "who" || kind?.group === "sets"} />
        <TrialEffects effects={step.effects} />
        <TrialCalls calls={step.calls} />
        <TrialMessages plan={plan} no={trial.no} step={step} />
        {step.error ? (
          <Text size="small" className="text-ui-fg-error break-words">
            {t("trial.stuckBy", { error: step.error })}
          </Text>
        ) : null}
        {asks ? <AskedWay plan={plan} no={trial.no} step={step} ports={ports} /> : null}
        {asks || (step.state === "here" && trial.state !== "stuck") ? null : (
          <OtherWays plan={plan} no={trial.no} step={step} ports={ports} onOther={onOther} />
        )}
      </div>
    </li>
  )
}

type Ports = ReturnType<typeof portsOf>

/** Whether the person would be here at all, how long she waited, by which way she went on and why. */
function Lines({ step, ports, isGroup }: { step: TrialStep; ports: Ports; isGroup: boolean }) {
  const { t, label, time } = useText()
  const reasonOf = usePathReason()
  const lines: string[] = []
  if (isGroup && step.fits !== null) lines.push(t(step.fits ? "trial.fits" : "trial.fitsNot"))
  else if (isGroup) lines.push(t("trial.fitsUnknown"))
  if (step.until && step.state === "here") lines.push(t("path.waitsUntil", { at: time(step.until) }))
  if (step.left_at && Date.parse(step.left_at) - Date.parse(step.arrived_at) >= 60_000)
    lines.push(t("trial.leapt", { at: time(step.left_at) }))
  const went = ports.length > 1 ? ports.find(({ id }) => id === step.port) : undefined
  if (step.chosen && went) lines.push(t("trial.wentChosen", { way: label(went.label) }))
  else {
    const why = step.reason ? reasonOf(step.reason) : null
    if (went) lines.push([t("path.went", { way: label(went.label) }), why].filter(Boolean).join(" · "))
    else if (step.state === "passed" && step.port === null)
      lines.push(t("path.leftHere", { reason: why ?? "–" }))
    else if (why && step.port !== null) lines.push(why)
  }
  return (
    <>
      {lines.map((line) => (
        <Text key={line} size="small" className="text-ui-fg-subtle break-words">
          {line}
        </Text>
      ))}
    </>
  )
}
