import { Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { useKinds } from "../../api/catalogue"
import type { Plan } from "../../api/plans"
import {
  type MovePreview,
  type Moving,
  type NodeMap,
  useMovePeople,
  useMovePreview,
  usePlanVersion,
} from "../../api/versions"
import { ActionDrawer } from "../../form/action-drawer"
import { Choose } from "../../form/choose"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { Answer } from "../../page/states"

const LEAVE = "leave the plan"

/** Moves everybody of an old version to the one that runs: card by card, heads first. */
export function MovePeople({ plan, version, onClose }: { plan: Plan; version: number; onClose: () => void }) {
  const { t, number } = useText()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [reason, setReason] = useState("")
  // Heads are the same whatever is chosen; what was not chosen goes where the server proposes.
  const asked = useMovePreview(plan.id, version, {})
  const move = useMovePeople(plan.id, version)
  const preview = asked.data?.preview
  const wishes = preview ? wishesOf(preview.nodes, chosen) : {}
  // Where nobody stands, nobody needs to be told why.
  const leaves = (preview?.nodes ?? []).some(({ node, people }) => people > 0 && wishes[node] === LEAVE)
  const why = { leave: reason.trim() || t("plans.move.isGone") }
  const nodes: NodeMap = Object.fromEntries(
    Object.entries(wishes).map(([node, to]) => [node, to === LEAVE ? why : to]),
  )
  return (
    <ActionDrawer
      title={t("plans.move.title", { from: version, to: plan.version })}
      text={t("plans.move.text")}
      verb={t("plans.move.verb", { count: preview?.people ?? 0, shown: number(preview?.people ?? 0) })}
      ready={preview !== undefined && (!leaves || reason.trim() !== "")}
      act={() => move.mutateAsync(nodes)}
      done={t("plans.move.begun")}
      failed="plans.move.failed"
      onClose={onClose}
    >
      <Answer asked={asked}>
        {({ preview }) => (
          <Cards
            plan={plan}
            preview={preview}
            wishes={wishes}
            onChoose={(node, to) => setChosen({ ...chosen, [node]: to })}
          />
        )}
      </Answer>
      {leaves ? (
        <Labelled label={t("plans.move.reason")} hint={t("plans.move.reasonHint")}>
          {(id) => (
            <Input id={id} value={reason} maxLength={100} onChange={(e) => setReason(e.target.value)} />
          )}
        </Labelled>
      ) : null}
    </ActionDrawer>
  )
}

/** For every card that is gone, and for those somebody chose: where its people go on. */
function wishesOf(nodes: Moving[], chosen: Record<string, string>): Record<string, string> {
  const gone = nodes.filter((node) => node.how === null)
  return { ...Object.fromEntries(gone.map((node) => [node.node, node.proposed ?? LEAVE])), ...chosen }
}

function Cards({
  plan,
  preview,
  wishes,
  onChoose,
}: {
  plan: Plan
  preview: MovePreview
  wishes: Record<string, string>
  onChoose: (node: string, to: string) => void
}) {
  const { t, label, number } = useText()
  const kinds = useKinds()
  const running = usePlanVersion(plan.id, plan.version)
  const kindOf = (id: string) => kinds.data?.kinds.find((kind) => kind.id === id)
  const nameOf = ({ name, kind }: { name?: string; kind: string }) =>
    name || label(kindOf(kind)?.label) || kind
  const targets = (running.data?.version.canvas.nodes ?? []).filter((node) => {
    const kind = kindOf(node.kind)
    return kind && kind.group !== "who" && kind.group !== "sets" && node.kind !== "goal"
  })
  const options = [
    ...targets.map((node) => ({ value: node.id, label: nameOf(node) })),
    { value: LEAVE, label: t("plans.move.leave") },
  ]
  const rows = preview.nodes.filter((node) => node.people > 0 || node.how === null)
  return (
    <ul className="flex flex-col gap-y-3">
      {rows.map((node) => (
        <li key={node.node} className="grid grid-cols-2 items-center gap-x-3">
          <div>
            <Text size="small" leading="compact" weight="plus">
              {nameOf(node)}
            </Text>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {[
                t("plans.move.heads", { count: node.people, shown: number(node.people) }),
                node.how === null ? t("plans.move.isGone") : null,
                node.parked > 0
                  ? t("plans.move.parked", { count: node.parked, shown: number(node.parked) })
                  : null,
              ]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </div>
          <Choose
            label={t("plans.move.goesOn", { name: nameOf(node) })}
            value={wishes[node.node] ?? node.to ?? undefined}
            options={options}
            onChange={(to) => onChoose(node.node, to)}
          />
        </li>
      ))}
    </ul>
  )
}
