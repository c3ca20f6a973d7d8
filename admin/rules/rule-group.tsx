import { FolderOpen } from "@medusajs/icons"
import { Button, clx, Text } from "@medusajs/ui"
import { Fragment } from "react"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { AddCondition } from "./add-condition"
import { useBuilder } from "./builder-context"
import { BuilderToolbar } from "./builder-toolbar"
import { ConditionRow } from "./condition-row"
import { Gap, Handle } from "./drag"
import { NodeMenu } from "./node-menu"
import type { Mode } from "./rule"
import { type GroupNode, isGroupNode } from "./tree"

const MODES: Mode[] = ["all", "any", "none"]

/** "All of these must hold:" and the rows below; groups may stand in groups. */
export function RuleGroup({ node, inner = false }: { node: GroupNode; inner?: boolean }) {
  const { t } = useText()
  const { editor } = useBuilder()
  const name = t(`rules.modes.${node.mode}`)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame
    <div
      role="group"
      aria-label={t("rules.group")}
      data-node={node.id}
      className={clx(
        "flex flex-col",
        inner && "border-ui-border-strong bg-ui-bg-subtle rounded-lg border border-dashed p-2",
      )}
    >
      <div className="flex flex-wrap items-center gap-1">
        {inner ? <Handle id={node.id} name={name} /> : null}
        <Choose
          label={t("rules.mode")}
          className="w-44 shrink-0"
          value={node.mode}
          options={MODES.map((m) => ({ value: m, label: t(`rules.modes.${m}`) }))}
          onChange={(mode) => editor.setMode(node, mode as Mode)}
        />
        <span className="ms-auto">{inner ? <NodeMenu node={node} name={name} /> : <BuilderToolbar />}</span>
      </div>
      {inner ? <ProblemList problems={editor.draft.problemsOf(node.id)} beside /> : null}
      {node.nodes.map((one, index) => (
        <Fragment key={one.id}>
          <Gap group={node} index={index} word={index > 0 ? t(`rules.joints.${node.mode}`) : undefined} />
          {isGroupNode(one) ? <RuleGroup node={one} inner /> : <ConditionRow node={one} />}
        </Fragment>
      ))}
      <Gap group={node} index={node.nodes.length} />
      {inner && node.nodes.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-1 pb-2">
          {t(`rules.emptyGroups.${node.mode}`)}
        </Text>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <AddCondition fields={editor.fields} onAdd={(condition) => editor.addCondition(node, condition)} />
        <Button size="small" variant="transparent" type="button" onClick={() => editor.addGroup(node)}>
          <FolderOpen />
          {t("rules.addGroup")}
        </Button>
      </div>
    </div>
  )
}
