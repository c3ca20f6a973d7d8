import { Textarea } from "@medusajs/ui"
import { useState } from "react"
import { errorsIn } from "../../../src/core/problem"
import { type Plan, usePlanEstimate, usePlanVerb } from "../../api/plans"
import { ActionDrawer } from "../../form/action-drawer"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { ReviewedDraft } from "./reviewed-draft"

/** Hands a draft in for approval: what the approvers will see, and a word to them. */
export function SubmitPlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useText()
  const [note, setNote] = useState("")
  const estimate = usePlanEstimate(plan, true)
  const verb = usePlanVerb()
  const problems = estimate.data?.estimate.problems
  return (
    <ActionDrawer
      title={t("plans.review.submitTitle", { name: plan.name })}
      text={t("plans.review.submitText")}
      verb={t("plans.review.submit")}
      ready={problems !== undefined && errorsIn(problems).length === 0}
      act={() =>
        verb.mutateAsync({
          id: plan.id,
          verb: "submit",
          revision: plan.revision,
          ...(note.trim() ? { note: note.trim() } : {}),
        })
      }
      done={t("plans.review.submitted")}
      failed="plans.review.notSubmitted"
      onClose={onClose}
    >
      <ReviewedDraft plan={plan} />
      <Labelled label={t("plans.review.note")} optional>
        {(id) => <Textarea id={id} value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />}
      </Labelled>
    </ActionDrawer>
  )
}
