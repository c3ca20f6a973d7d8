import { FocusModal, ProgressTabs } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { useText } from "../../i18n/use-text"
import { useDirection } from "../../page/direction"
import { NodeNames } from "../../page/problem-text"
import { useNodeNames } from "../node-names"
import { PlanList } from "../plan-list"
import { STEPS, type Step } from "./answers"
import { BenefitStep } from "./benefit-step"
import { ReviewStep } from "./review-step"
import { useWizard } from "./use-wizard"
import { WhatStep } from "./what-step"
import { WhenStep } from "./when-step"
import { WhoStep } from "./who-step"
import { WizardFooter } from "./wizard-footer"

/** Who, what, what on top, when - and a plan one can publish. Coming to the review saves a draft, so nothing is lost. */
export function PlanWizard() {
  const { t } = useText()
  const go = useNavigate()
  const wizard = useWizard()
  const { step, plan } = wizard
  const at = STEPS.indexOf(step)
  const status = (one: Step) =>
    one === step ? "in-progress" : STEPS.indexOf(one) < at ? "completed" : "not-started"

  return (
    <NodeNames.Provider value={useNodeNames(plan?.canvas ?? null)}>
      <PlanList />
      <FocusModal
        open
        onOpenChange={(stay) => !stay && go(plan ? `/marketing/plans/${plan.id}` : "/marketing/plans")}
      >
        {/* It fills the window: what is outside of it is only a question it asks, whose backdrop must not close it. */}
        <FocusModal.Content onInteractOutside={(event) => event.preventDefault()}>
          <ProgressTabs
            value={step}
            onValueChange={(wanted) => wizard.open(wanted as Step)}
            dir={useDirection()}
            className="flex h-full flex-col overflow-hidden"
          >
            <FocusModal.Header>
              <FocusModal.Title asChild>
                <span className="sr-only">{t("plans.new")}</span>
              </FocusModal.Title>
              <FocusModal.Description asChild>
                <span className="sr-only">{t("plans.subtitle")}</span>
              </FocusModal.Description>
              <div className="-my-2 w-full border-s">
                <ProgressTabs.List className="flex w-full items-center justify-start">
                  {STEPS.map((one) => (
                    <ProgressTabs.Trigger
                      key={one}
                      value={one}
                      status={status(one)}
                      className="max-w-[200px] truncate text-start rtl:border-l rtl:border-r-0"
                    >
                      {t(`wizard.${one}.tab`)}
                    </ProgressTabs.Trigger>
                  ))}
                </ProgressTabs.List>
              </div>
            </FocusModal.Header>
            <FocusModal.Body className="flex-1 overflow-y-auto">
              <ProgressTabs.Content
                value={step}
                className="mx-auto flex w-full max-w-[1120px] flex-col gap-y-6 px-4 py-10 outline-none md:px-8"
              >
                {step === "who" ? <WhoStep {...wizard} /> : null}
                {step === "what" ? <WhatStep {...wizard} /> : null}
                {step === "benefit" ? <BenefitStep {...wizard} /> : null}
                {step === "when" ? <WhenStep {...wizard} /> : null}
                {step === "review" && plan ? <ReviewStep plan={plan} answers={wizard.answers} /> : null}
              </ProgressTabs.Content>
            </FocusModal.Body>
            <WizardFooter wizard={wizard} />
          </ProgressTabs>
        </FocusModal.Content>
      </FocusModal>
    </NodeNames.Provider>
  )
}
