import { Button, FocusModal, Text } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { usePlan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { LEFT, useAction } from "../../page/action"
import { usePublish } from "../publish"
import { SubmitPlan } from "../review/submit-plan"
import { STEPS } from "./answers"
import type { Wizard } from "./use-wizard"

export function WizardFooter({ wizard: { step, plan, open, opening, leave } }: { wizard: Wizard }) {
  const { t } = useText()
  const go = useNavigate()
  const publishPlan = usePublish()
  // What this reader may do with the draft is said by the plan's own page; the answer to saving it does not.
  const drafted = usePlan(plan?.id).data?.plan
  const [submitting, submit] = useState(false)
  const at = STEPS.indexOf(step)
  const openPlan = async () => {
    leave()
    await go(`/marketing/plans/${plan?.id}`)
    return LEFT
  }
  const publish = useAction(async () => {
    if (plan && (await publishPlan(plan))) return openPlan()
  }, "plans.notPublished")
  return (
    <FocusModal.Footer>
      <div className="flex w-full items-center justify-end gap-x-2">
        {plan ? (
          <Text size="small" className="text-ui-fg-subtle me-auto">
            {t("wizard.savedAsDraft")}
          </Text>
        ) : null}
        {at > 0 ? (
          <Button size="small" variant="secondary" onClick={() => open(STEPS[at - 1] ?? "who")}>
            {t("wizard.back")}
          </Button>
        ) : null}
        {step === "review" ? (
          <>
            <Button size="small" variant="secondary" disabled={publish.busy} onClick={() => void openPlan()}>
              {t("wizard.openDraft")}
            </Button>
            {drafted?.actions.includes("submit") ? (
              <Button key="submit" size="small" onClick={() => submit(true)}>
                {t("plans.review.submit")}
              </Button>
            ) : (
              <Button
                key="publish"
                size="small"
                disabled={!drafted}
                isLoading={publish.busy}
                onClick={() => publish.run()}
              >
                {t("plans.publish.confirm")}
              </Button>
            )}
            {submitting && drafted ? (
              <SubmitPlan plan={drafted} onClose={() => submit(false)} onDone={() => void openPlan()} />
            ) : null}
          </>
        ) : (
          <Button
            key="next"
            size="small"
            isLoading={opening}
            // The second click of a double click belongs to this step, not to the one it leads to.
            onClick={({ detail }) => detail < 2 && open(STEPS[at + 1] ?? "review")}
          >
            {t("wizard.next")}
          </Button>
        )}
      </div>
    </FocusModal.Footer>
  )
}
