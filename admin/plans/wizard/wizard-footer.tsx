import { Button, FocusModal, Text } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { useText } from "../../i18n/use-text"
import { LEFT, useAction } from "../../page/action"
import { usePublish } from "../publish"
import { STEPS } from "./answers"
import type { Wizard } from "./use-wizard"

export function WizardFooter({ wizard: { step, plan, open, opening, leave } }: { wizard: Wizard }) {
  const { t } = useText()
  const go = useNavigate()
  const publishPlan = usePublish()
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
            <Button key="publish" size="small" isLoading={publish.busy} onClick={() => publish.run()}>
              {t("plans.publish.confirm")}
            </Button>
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
