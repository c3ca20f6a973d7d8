import { Checkbox, Hint, Input, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import type { Problem } from "../../src/core/problem"
import { problemsOf } from "../api/client"
import { useMakeOwnTemplate } from "../api/plan-templates"
import { ActionDrawer } from "../form/action-drawer"
import { NameAndDescription } from "../form/name-and-description"
import { usePropertyLabel } from "../form/property-label"
import { useText } from "../i18n/use-text"
import { SettingValue } from "../kinds/setting-value"
import { useProblemText } from "../page/problem-text"
import { asDrawn } from "./draft/open-drafts"
import { useEditor } from "./editor"
import { type Askable, askablesOf } from "./template-settings"
import { useClosing } from "./use-closing"

/** What a value is called to begin with. */
const startName = (card: string, setting: string): string => (card === setting ? card : `${card}: ${setting}`)

const keyOf = ({ node, path }: Pick<Askable, "node" | "path">): string => `${node} ${path}`

/** Makes a ready plan of this one: what it is called, what it is for, and which settings are asked for each time. */
export function SaveTemplate() {
  const { t } = useText()
  const { draft, canvas, kindOf, nameOf, does } = useEditor()
  const { onClose, onCloseAutoFocus } = useClosing()
  const textOf = useProblemText()
  const labelOf = usePropertyLabel()
  const [called, call] = useState({ name: draft.saved.name, description: "" })
  const name = called.name.trim()
  /** Chosen settings with what they are called in the form. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const [problems, setProblems] = useState<Problem[]>([])
  const make = useMakeOwnTemplate()
  const cards = canvas.nodes.flatMap((node) => {
    const kind = kindOf(node)
    const settings = kind ? askablesOf(node, kind) : []
    return settings.length > 0 ? [{ node, settings }] : []
  })
  const settingName = ({ parts }: Askable) => parts.map(([part, schema]) => labelOf(part, schema)).join(" › ")
  const choose = (key: string, label: string | null) =>
    setChosen((before) => {
      const next = new Map(before)
      if (label === null) next.delete(key)
      else next.set(key, label)
      return next
    })
  const wrong = problems.filter(({ path }) => path === "name")
  const parameters = cards
    .flatMap(({ settings }) => settings)
    .flatMap((one) => {
      const label = chosen.get(keyOf(one))?.trim()
      return label === undefined ? [] : [{ node: one.node, path: one.path, type: one.type, label }]
    })
  return (
    <ActionDrawer
      title={t("editor.commands.template")}
      text={t("ownTemplates.text")}
      verb={t("ownTemplates.save")}
      ready={name !== "" && parameters.every(({ label }) => label !== "")}
      act={async () => {
        try {
          // Cards that nobody placed yet stay where they are seen, for the picture.
          does((now) => now)
          const { id: plan_id } = await asDrawn(draft.saved)
          await make.mutateAsync({ plan_id, name, description: called.description.trim(), parameters })
        } catch (error) {
          setProblems(problemsOf(error))
          throw error
        }
      }}
      done={t("ownTemplates.saved", { name })}
      failed="ownTemplates.notSaved"
      onClose={onClose}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      <NameAndDescription
        {...called}
        wrong={wrong.map((problem) => (
          <Hint key={problem.code} variant="error" role="alert">
            {textOf(problem, true)}
          </Hint>
        ))}
        onChange={(change) => call({ ...called, ...change })}
      />
      <fieldset className="flex flex-col gap-y-4">
        <legend className="txt-compact-small-plus mb-1">{t("ownTemplates.asked")}</legend>
        <Text size="small" className="text-ui-fg-subtle">
          {t(cards.length > 0 ? "ownTemplates.askedText" : "ownTemplates.nothingToAsk")}
        </Text>
        {cards.map(({ node, settings }) => (
          <div key={node.id} className="flex flex-col gap-y-2">
            <Text size="small" weight="plus">
              {nameOf(node)}
            </Text>
            {settings.map((setting) => (
              <Setting
                key={setting.path}
                name={settingName(setting)}
                start={startName(nameOf(node), settingName(setting))}
                setting={setting}
                kind={node.kind}
                label={chosen.get(keyOf(setting)) ?? null}
                onChange={(label) => choose(keyOf(setting), label)}
              />
            ))}
          </div>
        ))}
      </fieldset>
    </ActionDrawer>
  )
}

/** One setting: whether it is asked for, and what it is called then. */
function Setting({
  name,
  start,
  setting,
  kind,
  label,
  onChange,
}: {
  name: string
  /** What it is called to begin with. */
  start: string
  setting: Askable
  kind: string
  label: string | null
  onChange: (label: string | null) => void
}) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="flex flex-col gap-y-1.5">
      <div className="flex items-start gap-x-2">
        <Checkbox
          id={id}
          checked={label !== null}
          onCheckedChange={(on) => onChange(on === true ? start.slice(0, 100) : null)}
        />
        <label htmlFor={id} className="txt-compact-small min-w-0 break-words">
          {name}:{" "}
          <span className="text-ui-fg-subtle">
            <SettingValue
              name={setting.parts.at(-1)![0]}
              value={setting.value}
              schema={setting.parts.at(-1)![1]}
              kind={kind}
            />
          </span>
        </label>
      </div>
      {label === null ? null : (
        <div className="ps-7">
          <Input
            size="small"
            aria-label={t("ownTemplates.called", { name })}
            maxLength={100}
            value={label}
            onChange={(e) => onChange(e.target.value)}
          />
        </div>
      )}
    </div>
  )
}
