import type { Problem } from "../../src/core/problem"
import { type PlanType, useSavePlan } from "../api/plans"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { asDrawn } from "./draft/open-drafts"
import { useEditor } from "./editor"
import { TextButton } from "./text-button"

/** Of which type a plan has to be, so that people can come in at the card that the problem names. */
const MENDS: Record<string, { type: PlanType; key: string }> = {
  "plan/entry-is-trigger": { type: "triggered", key: "editor.makeTriggered" },
  "plan/entry-without-trigger": { type: "one_time", key: "editor.makeTimed" },
}

/** Makes the plan one of the type that its first card needs; one that was published stays of its type. */
export function ChangeType({ problem: { code } }: { problem: Problem }) {
  const { t } = useText()
  const { saved } = useEditor().draft
  const save = useSavePlan(saved.id)
  const mend = MENDS[code]
  const change = useAction(async (type: PlanType) => {
    const { revision, settings } = await asDrawn(saved)
    // The other type keeps to other times.
    await save.mutateAsync({
      type,
      settings: { ...settings, schedule: { at: "now", zone: "store" } },
      revision,
    })
  }, "plans.notSaved")
  if (!mend || saved.version !== null) return null
  return <TextButton name={t(mend.key)} act={() => change.run(mend.type)} />
}
