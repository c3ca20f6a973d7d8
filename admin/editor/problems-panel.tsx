import { CheckCircleSolid, ExclamationCircleSolid, InformationCircleSolid } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { disconnect } from "../../src/core/canvas/editing/edits"
import { mendOf } from "../../src/core/canvas/editing/mending"
import type { Problem } from "../../src/core/problem"
import { useText } from "../i18n/use-text"
import { useProblemText } from "../page/problem-text"
import { Failed } from "../page/states"
import { ChangeType } from "./change-type"
import { type Editor, useEditor } from "./editor"
import { TextButton } from "./text-button"

/** The card that a problem speaks of: its own, or the one from which a wrong line comes. */
function nodeOf({ path }: Problem, { canvas, checked }: Editor): string | undefined {
  const edge = checked?.edges[Number(/^edges\.(\d+)/.exec(path)?.[1] ?? Number.NaN)]
  const id = /^nodes\.([^.]+)/.exec(path)?.[1] ?? edge?.from
  return canvas.nodes.find((node) => node.id === id)?.id
}

/** Each problem with its reason, the way to its card, and the mend where one is safe. */
export function Problems({ problems, here = false }: { problems: Problem[]; here?: boolean }) {
  const { t } = useText()
  const textOf = useProblemText()
  const editor = useEditor()
  const { checked, does, choose, view } = editor
  return (
    <ul className="flex flex-col gap-y-3" aria-label={t("editor.whatIsWrong")}>
      {problems.map((problem) => {
        const node = nodeOf(problem, editor)
        const lines = checked ? mendOf(problem, checked) : []
        return (
          <li key={`${problem.code} ${problem.path} ${problem.message}`} className="flex gap-x-2">
            {problem.severity === "warning" ? (
              <InformationCircleSolid className="text-ui-tag-orange-icon mt-0.5 shrink-0" />
            ) : (
              <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
            )}
            <div className="flex min-w-0 flex-col items-start gap-y-1">
              <Text size="small" leading="compact" className="break-words">
                {textOf(problem, here)}
              </Text>
              <div className="flex gap-x-3">
                {node && !here ? (
                  <TextButton
                    name={t("editor.showMe")}
                    act={() => {
                      choose([node])
                      view.show(node)
                      view.focus(node)
                    }}
                  />
                ) : null}
                <ChangeType problem={problem} />
                {lines.length > 0 ? (
                  <TextButton
                    name={t("editor.mend")}
                    act={() => does((canvas) => disconnect(canvas, lines))}
                  />
                ) : null}
              </div>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** What keeps the whole plan from being published, and what one should know before. */
export function ProblemsPanel() {
  const { t, time } = useText()
  const { problems, check, setLook } = useEditor()
  const errors = problems.filter(({ severity }) => severity !== "warning")
  const warnings = problems.filter(({ severity }) => severity === "warning")
  return (
    <>
      <div className="flex items-center justify-between gap-x-2">
        <Text size="small" weight="plus">
          {t("editor.check")}
        </Text>
        <Button size="small" variant="transparent" onClick={() => setLook({ problems: false })}>
          {t("page.close")}
        </Button>
      </div>
      {check.failed ? <Failed error={check.failed} retry={check.again} /> : null}
      {!check.known ? (
        check.failed ? null : (
          <Text size="small" className="text-ui-fg-subtle">
            {t("editor.checking")}
          </Text>
        )
      ) : errors.length === 0 ? (
        <div className="flex items-center gap-x-2">
          <CheckCircleSolid className="text-ui-tag-green-icon shrink-0" />
          <Text size="small">{t("plans.noProblems")}</Text>
        </div>
      ) : (
        <Problems problems={errors} />
      )}
      {warnings.length > 0 ? (
        <>
          <Text size="xsmall" weight="plus" className="text-ui-fg-subtle">
            {t("editor.warnings")}
          </Text>
          <Problems problems={warnings} />
        </>
      ) : null}
      {check.as_of ? (
        <div className="flex flex-wrap items-center gap-x-2">
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("editor.peopleAsOf", { at: time(check.as_of) })}
          </Text>
          <TextButton name={t("editor.countAgain")} act={check.again} />
        </div>
      ) : null}
    </>
  )
}
