import { FolderOpen, Trash } from "@medusajs/icons"
import { Button, clx, IconButton } from "@medusajs/ui"
import { useRef } from "react"
import type { Problem } from "../../src/core/problem"
import type { CatalogueField } from "../api/catalogue"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { AddCondition } from "./add-condition"
import { ConditionRow } from "./condition-row"
import { type Group, groupOf, isGroup, join, type Mode, problemsAt, type Rule, viewOf } from "./rule"

type Props = {
  value: Group
  onChange: (next: Group) => void
  onRemove?: () => void
  path: string
  depth: number
  fields: CatalogueField[]
  problems: Problem[]
  inCanvas?: boolean
  insisted: boolean
}

const MODES: Mode[] = ["all", "any", "none"]
// The rule language nests 8 deep; "none of" takes two of them.
const DEEPEST = 4

/** "All of these must hold:" and the rows below; groups may stand in groups. */
export function RuleGroup(props: Props) {
  const { value, onChange, onRemove, path, depth, fields, problems, inCanvas, insisted } = props
  const { t } = useText()
  const { mode, rules, at } = viewOf(value)
  const keys = useStableKeys(rules.length)
  const put = (next: Rule[]) => onChange(groupOf(mode, next))
  const replace = (index: number, rule: Rule) => put(rules.map((r, i) => (i === index ? rule : r)))
  const drop = (index: number) => {
    keys.remove(index)
    put(rules.filter((_, i) => i !== index))
  }
  const own = problems.filter((p) => p.path.replace(/^rule\.?/, "") === path)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame
    <div
      role="group"
      aria-label={t("rules.group")}
      className={clx("flex flex-col gap-y-2", depth > 0 && "border-ui-border-strong border-s-2 ps-3")}
    >
      <div className="flex items-center gap-2">
        <Choose
          label={t("rules.mode")}
          className="w-44"
          value={mode}
          options={MODES.map((m) => ({ value: m, label: t(`rules.modes.${m}`) }))}
          onChange={(m) => onChange(groupOf(m as Mode, rules))}
        />
        {onRemove ? (
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("rules.removeGroup")}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        ) : null}
      </div>
      {depth > 0 ? <ProblemList problems={own} beside /> : null}
      {rules.map((rule, index) => {
        const here = join(path, at, at === "not" ? "" : index)
        if (isGroup(rule))
          return (
            <RuleGroup
              key={keys.of(index)}
              value={rule}
              onChange={(next) => replace(index, next)}
              onRemove={() => drop(index)}
              path={here}
              depth={depth + 1}
              fields={fields}
              problems={problems}
              inCanvas={inCanvas}
              insisted={insisted}
            />
          )
        return (
          <ConditionRow
            key={keys.of(index)}
            value={rule}
            onChange={(next) => replace(index, next)}
            onRemove={() => drop(index)}
            onCopy={() => put([...rules, structuredClone(rule)])}
            fields={fields}
            problems={problemsAt(problems, here)}
            inCanvas={inCanvas}
            insisted={insisted}
            fresh={keys.isFresh(index)}
          />
        )
      })}
      <div className="flex flex-wrap items-center gap-2">
        <AddCondition fields={fields} onAdd={(condition) => put([...rules, condition])} />
        {depth < DEEPEST ? (
          <Button
            size="small"
            variant="transparent"
            type="button"
            onClick={() => put([...rules, depth % 2 === 0 ? { any: [] } : { all: [] }])}
          >
            <FolderOpen />
            {t("rules.addGroup")}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** Rows keep what is half typed in them when one above them goes away. */
function useStableKeys(count: number) {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  const first = useRef(count)
  while (keys.current.length < count) keys.current.push(next.current++)
  keys.current.length = count
  return {
    of: (index: number) => keys.current[index],
    /** Added since the group was first drawn. */
    isFresh: (index: number) => (keys.current[index] ?? 0) >= first.current,
    remove: (index: number) => keys.current.splice(index, 1),
  }
}
