import { Text } from "@medusajs/ui"
import { type ReactNode, useContext } from "react"
import { useKinds } from "../../api/catalogue"
import type { Difference } from "../../api/versions"
import { ChangeBadge } from "../../canvas/change-mark"
import { useText } from "../../i18n/use-text"
import { NodeNames } from "../../page/problem-text"
import { useChangedText } from "./changed-text"
import { useSettingsText } from "./settings-text"

type NodeChange = Difference["nodes"][number]

/** What is not the same in two versions, line by line in a merchant's words. */
export function DifferenceList({ difference }: { difference: Difference }) {
  const { t, label } = useText()
  const kinds = useKinds()
  const named = useContext(NodeNames)
  const changedText = useChangedText()
  const settingsText = useSettingsText()
  const kindOf = (id: string) => kinds.data?.kinds.find((kind) => kind.id === id)
  const nameOf = ({ node, kind, name }: NodeChange) =>
    name || label(kindOf(kind)?.label) || named(node) || node
  const names = new Map(difference.nodes.map((node) => [node.node, nameOf(node)]))
  const cardOf = (id: string) => names.get(id) ?? named(id) ?? id
  const { nodes, edges, settings } = difference
  if (nodes.length + edges.length + settings.length === 0)
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t("plans.difference.none")}
      </Text>
    )
  return (
    <ul className="flex flex-col gap-y-2" aria-label={t("plans.difference.title")}>
      {nodes.map((node) => (
        <Line key={node.node} change={node.change} title={nameOf(node)}>
          {node.kind_before ? (
            <p>
              {t("plans.difference.kind", {
                before: label(kindOf(node.kind_before)?.label) || node.kind_before,
                after: label(kindOf(node.kind)?.label) || node.kind,
              })}
            </p>
          ) : null}
          {node.name_before === undefined ? null : (
            <p>{t("plans.difference.name", { before: node.name_before || "–", after: node.name || "–" })}</p>
          )}
          {node.settings.map((changed) => (
            <p key={changed.path}>{changedText(changed, kindOf(node.kind)?.settings)}</p>
          ))}
        </Line>
      ))}
      {edges.map(({ from, port, before, after }) => (
        <Line
          key={`${from} ${port}`}
          change={before === null ? "added" : after === null ? "removed" : "changed"}
          title={t("plans.difference.way", { name: cardOf(from) })}
        >
          <p>
            {t("plans.difference.led", {
              before: before === null ? t("plans.difference.out") : cardOf(before),
              after: after === null ? t("plans.difference.out") : cardOf(after),
            })}
          </p>
        </Line>
      ))}
      {settingsText(settings).map((line) => (
        <Line key={line} change="changed" title={t("plans.difference.setting")}>
          <p>{line}</p>
        </Line>
      ))}
    </ul>
  )
}

const Line = ({
  change,
  title,
  children,
}: {
  change: NodeChange["change"]
  title: string
  children: ReactNode
}) => (
  <li className="flex items-start gap-x-3">
    <ChangeBadge change={change} className="mt-0.5 shrink-0" />
    <div className="txt-compact-small text-ui-fg-subtle min-w-0 break-words">
      <span className="text-ui-fg-base font-medium">{title}</span>
      {children}
    </div>
  </li>
)
