import { Textarea } from "@medusajs/ui"
import { useRef, useState } from "react"
import { errorsIn } from "../../../src/core/problem"
import { type Plan, usePlanEstimate, usePlanVerb } from "../../api/plans"
import { ActionDrawer } from "../../form/action-drawer"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { ReviewedDraft } from "./reviewed-draft"

/** Hands a draft in for approval: what the approvers will see, and a word to them. */
export function SubmitPlan({
  plan,
  onClose,
  onDone = onClose,
}: {
  plan: Plan
  onClose: () => void
  /** Instead, once it was handed in. */
  onDone?: () => void
}) {
  const { t } = useText()
  const [note, setNote] = useState("")
  const done = useRef(false)
  const estimate = usePlanEstimate(plan, true)
  const verb = usePlanVerb()
  const problems = estimate.data?.estimate.problems
  return (
    <ActionDrawer
      title={t("plans.review.submitTitle", { name: plan.name })}
      text={t("plans.review.submitText")}
      verb={t("plans.review.submit")}
      ready={problems !== undefined && errorsIn(problems).length === 0}
      act={async () => {
        const { id, revision } = plan
        const said = note.trim() ? { note: note.trim() } : {}
        await verb.mutateAsync({ id, verb: "submit", revision, ...said })
        done.current = true
      }}
      done={t("plans.review.submitted")}
      failed="plans.review.notSubmitted"
      onClose={() => (done.current ? onDone() : onClose())}
    >
      <ReviewedDraft plan={plan} />
      <Labelled label={t("plans.review.note")} optional>
        {(id) => <Textarea id={id} value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />}
      </Labelled>
    </ActionDrawer>
  )
}
