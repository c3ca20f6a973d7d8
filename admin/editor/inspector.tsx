import { Expand, Trash } from "@medusajs/icons"
import { clx, IconButton, Input, Text, Textarea } from "@medusajs/ui"
import { useMemo, useRef } from "react"
import { changeNode, changeNote } from "../../src/core/canvas/editing/edits"
import { cardsBefore } from "../../src/core/canvas/graph"
import type { CanvasNode, CanvasNote } from "../../src/core/canvas/schema"
import { filled } from "../form/json-schema"
import { Labelled } from "../form/labelled"
import type { Values } from "../form/schema-form"
import { useText } from "../i18n/use-text"
import { MessagePreview } from "../kinds/message-preview"
import { SettingsForm } from "../kinds/settings-form"
import { CardDifference } from "../plans/versions/card-difference"
import { type EarlierCards, EarlierCardsContext } from "../rules/earlier-cards"
import { typedAt } from "../rules/history"
import { problemsAt } from "../rules/rule"
import { removeChosen } from "./actions"
import { chosenNodes, chosenNotes, onlyNode, useEditor } from "./editor"
import { KindMark } from "./palette"
import { Problems, ProblemsPanel } from "./problems-panel"
import { WaysOut } from "./ways-out"

/** What is chosen, to be read and changed; where nothing is, what is wrong with the plan. */
export function Inspector() {
  const { look } = useEditor()
  const shown = useShown()
  const last = useRef(shown)
  if (!look.framing) last.current = shown
  return last.current
}

function useShown() {
  const { t } = useText()
  const editor = useEditor()
  const { chosen, look, asking } = editor
  // What floats beside a form would float over what covers the editor.
  if (look.presenting || asking?.what === "history" || asking?.what === "template") return null
  const node = onlyNode(editor)
  const [note] = chosenNotes(editor)
  const several = chosen.ids.length + chosen.edges.length > 1
  if (!node && !note && !several && chosen.edges.length === 0 && !look.problems) return null
  return (
    <aside
      data-own-keys
      data-inspector
      aria-label={t("editor.inspector")}
      className={clx(
        "border-ui-border-base bg-ui-bg-base flex shrink-0 flex-col gap-y-4 overflow-y-auto border-s p-4",
        look.wide ? "w-[560px]" : "w-[340px]",
      )}
    >
      {node ? (
        <NodeForm key={node.id} node={node} />
      ) : several || chosen.edges.length > 0 ? (
        <SeveralChosen />
      ) : note ? (
        <NoteForm key={note.id} note={note} />
      ) : (
        <ProblemsPanel />
      )}
    </aside>
  )
}

function NodeForm({ node }: { node: CanvasNode }) {
  const { t, label, number, time } = useText()
  const editor = useEditor()
  const { kindOf, nameOf, problems, heads, check, does, look, setLook } = editor
  const kind = kindOf(node)
  const path = `nodes.${node.id}`
  const mine = problemsAt(problems, path)
  const inForm = mine.filter((problem) => {
    const [, setting] = /^nodes\.[^.]+\.settings\.([^.]+)/.exec(problem.path) ?? []
    return setting !== undefined && setting !== "content" && kind?.settings.properties?.[setting]
  })
  const come = heads(node.id)
  const earlier = useEarlierCards(node.id)
  const change = (settings: Values) => {
    const next = filled(settings)
    // Letters typed one after the other into one field are one step.
    const typed = typedAt(node.settings, next)
    const merge = typed === null ? undefined : `settings ${node.id} ${typed}`
    does((canvas) => changeNode(canvas, node.id, { settings: next }), { merge })
  }
  return (
    <>
      <div className="flex items-start gap-x-2">
        <KindMark kind={kind} />
        <div className="min-w-0 flex-1">
          <Text size="small" leading="compact" weight="plus" className="truncate">
            {nameOf(node)}
          </Text>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {kind ? label(kind.explanation) : t("canvas.unknownKind", { kind: node.kind })}
          </Text>
        </div>
        <IconButton
          size="small"
          variant="transparent"
          aria-label={t(look.wide ? "editor.narrower" : "editor.wider")}
          onClick={() => setLook({ wide: !look.wide })}
        >
          <Expand />
        </IconButton>
      </div>
      {come ? (
        <Text size="small" className="text-ui-fg-subtle tabular-nums">
          {t(come.atMost ? "canvas.atMost" : "canvas.about", {
            count: come.count,
            shown: number(come.count),
          })}
          {check.as_of ? (
            <span className="txt-compact-xsmall"> · {t("editor.countedAt", { at: time(check.as_of) })}</span>
          ) : null}
        </Text>
      ) : null}
      {mine.length > inForm.length ? (
        <Problems problems={mine.filter((problem) => !inForm.includes(problem))} here />
      ) : null}
      <Labelled label={t("canvas.name")}>
        {(id) => (
          <Input
            id={id}
            size="small"
            maxLength={200}
            placeholder={label(kind?.label) || node.kind}
            value={node.name ?? ""}
            onChange={(event) => {
              const name = event.target.value
              does((canvas) => changeNode(canvas, node.id, { name }), { merge: `name ${node.id}` })
            }}
          />
        )}
      </Labelled>
      {kind ? (
        <EarlierCardsContext.Provider value={earlier}>
          <SettingsForm
            kind={kind}
            settings={node.settings}
            problems={inForm.map((problem) => ({
              ...problem,
              path: problem.path.slice(`${path}.settings.`.length),
            }))}
            onChange={change}
          />
        </EarlierCardsContext.Provider>
      ) : (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("editor.keptAsIs")}
        </Text>
      )}
      <ChangedHere node={node} />
      <WaysOut node={node} />
      <MessagePreview kind={node.kind} settings={node.settings} />
    </>
  )
}

/** What a rule of this card can ask about: the cards that people come through before it. */
function useEarlierCards(id: string): EarlierCards {
  const { label } = useText()
  const { canvas, draft, kindOf, nameOf } = useEditor()
  const plan = draft.saved.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
  return useMemo(() => {
    const cards = cardsBefore(canvas, id).map((node) => {
      const kind = kindOf(node)
      const tells = kind?.group === "reach" || kind?.group === "give"
      return { id: node.id, name: nameOf(node), kind: label(kind?.label) || node.kind, tells }
    })
    return { plan, cards }
  }, [canvas, plan, id, kindOf, nameOf])
}

/** What the card said in the version that is published, while differences are marked. */
function ChangedHere({ node }: { node: CanvasNode }) {
  const { t } = useText()
  const { changed, published, draft, kindOf } = useEditor()
  const before = published?.canvas.nodes.find(({ id }) => id === node.id)
  if (!before || changed?.cards.get(node.id) !== "changed") return null
  return (
    <section className="flex flex-col gap-y-1.5">
      <Text size="small" weight="plus">
        {t("editor.changedSince", { version: draft.saved.version })}
      </Text>
      <CardDifference
        before={before}
        after={node}
        kind={kindOf(node)}
        titles={[t("plans.difference.before"), t("plans.difference.after")]}
        none={t("plans.difference.unchanged")}
      />
    </section>
  )
}

function NoteForm({ note }: { note: CanvasNote }) {
  const { t } = useText()
  const { does } = useEditor()
  return (
    <Labelled label={t("editor.note")}>
      {(id) => (
        <Textarea
          id={id}
          rows={6}
          maxLength={5000}
          value={note.text}
          onChange={(event) => {
            const text = event.target.value
            does((canvas) => changeNote(canvas, note.id, { text }), { merge: `note ${note.id}` })
          }}
        />
      )}
    </Labelled>
  )
}

function SeveralChosen() {
  const { t } = useText()
  const editor = useEditor()
  const cards = chosenNodes(editor).length
  const lines = editor.chosen.edges.length
  return (
    <div className="flex items-center justify-between gap-x-2">
      <Text size="small">
        {lines > 0 ? t("editor.linesChosen", { count: lines }) : t("editor.cardsChosen", { count: cards })}
      </Text>
      <IconButton
        size="small"
        variant="transparent"
        aria-label={t("editor.commands.remove")}
        onClick={() => removeChosen(editor)}
      >
        <Trash />
      </IconButton>
    </div>
  )
}
