import { Button, FocusModal, ProgressTabs, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate, useSearchParams } from "react-router-dom"
import { reasonOf } from "../../api/client"
import { type Plan, usePlanVerb, useSavePlan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { PlanList } from "../plan-list"
import { type Answers, isAnswered, noAnswers, planFrom, STEPS, type Step } from "./answers"
import { BenefitStep } from "./benefit-step"
import { ReviewStep } from "./review-step"
import { WhatStep } from "./what-step"
import { WhenStep } from "./when-step"
import { WhoStep } from "./who-step"

/** Who, what, what on top, when - and a plan one can publish. Coming to the review saves a draft, so nothing is lost. */
export function PlanWizard() {
  const { t } = useText()
  const go = useNavigate()
  const [params] = useSearchParams()
  const [answers, setAnswers] = useState<Answers>(() => noAnswers(params.get("segment_id") ?? undefined))
  const [step, setStep] = useState<Step>("who")
  const [plan, setPlan] = useState<Plan | null>(null)
  const save = useSavePlan(plan?.id)
  const verb = usePlanVerb()
  const at = STEPS.indexOf(step)
  const answer = (change: Partial<Answers>) => setAnswers((before) => ({ ...before, ...change }))
  const mayOpen = (wanted: Step) =>
    STEPS.slice(0, STEPS.indexOf(wanted)).every((earlier) => isAnswered(earlier, answers))

  const open = async (wanted: Step) => {
    if (!mayOpen(wanted)) return
    if (wanted === "review") {
      try {
        const saved = await save.mutateAsync(planFrom(answers))
        setPlan(saved.plan)
      } catch (error) {
        toast.error(t("plans.notSaved"), { description: reasonOf(error) })
        return
      }
    }
    setStep(wanted)
  }
  const publish = async () => {
    if (!plan) return
    try {
      await verb.mutateAsync({ id: plan.id, verb: "publish", revision: plan.revision })
      toast.success(t("plans.publish.done", { name: plan.name }))
      await go(`/marketing/plans/${plan.id}`)
    } catch (error) {
      toast.error(t("plans.notPublished"), { description: reasonOf(error) })
    }
  }
  const status = (one: Step) =>
    one === step ? "in-progress" : STEPS.indexOf(one) < at ? "completed" : "not-started"

  return (
    <>
      <PlanList />
      <FocusModal
        open
        onOpenChange={(stay) => !stay && go(plan ? `/marketing/plans/${plan.id}` : "/marketing/plans")}
      >
        <FocusModal.Content>
          <ProgressTabs
            value={step}
            onValueChange={(wanted) => void open(wanted as Step)}
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
                      disabled={!mayOpen(one)}
                      className="max-w-[200px] truncate"
                    >
                      {t(`wizard.${one}.tab`)}
                    </ProgressTabs.Trigger>
                  ))}
                </ProgressTabs.List>
              </div>
            </FocusModal.Header>
            <FocusModal.Body className="flex-1 overflow-y-auto">
              <div className="mx-auto flex w-full max-w-[1120px] flex-col gap-y-6 px-4 py-10 md:px-8">
                {step === "who" ? <WhoStep answers={answers} answer={answer} /> : null}
                {step === "what" ? <WhatStep answers={answers} answer={answer} /> : null}
                {step === "benefit" ? <BenefitStep answers={answers} answer={answer} /> : null}
                {step === "when" ? <WhenStep answers={answers} answer={answer} /> : null}
                {step === "review" && plan ? <ReviewStep plan={plan} answers={answers} /> : null}
              </div>
            </FocusModal.Body>
            <FocusModal.Footer>
              <div className="flex w-full items-center justify-end gap-x-2">
                {plan ? (
                  <Text size="small" className="text-ui-fg-muted me-auto">
                    {t("wizard.savedAsDraft")}
                  </Text>
                ) : null}
                {at > 0 ? (
                  <Button size="small" variant="secondary" onClick={() => setStep(STEPS[at - 1] ?? "who")}>
                    {t("wizard.back")}
                  </Button>
                ) : null}
                {step === "review" ? (
                  <>
                    <Button
                      size="small"
                      variant="secondary"
                      onClick={() => go(`/marketing/plans/${plan?.id}`)}
                    >
                      {t("wizard.openDraft")}
                    </Button>
                    <Button size="small" isLoading={verb.isPending} onClick={() => void publish()}>
                      {t("plans.publish.confirm")}
                    </Button>
                  </>
                ) : (
                  <Button
                    size="small"
                    disabled={!isAnswered(step, answers)}
                    isLoading={save.isPending}
                    onClick={() => void open(STEPS[at + 1] ?? "review")}
                  >
                    {t("wizard.next")}
                  </Button>
                )}
              </div>
            </FocusModal.Footer>
          </ProgressTabs>
        </FocusModal.Content>
      </FocusModal>
    </>
  )
}

export type StepProps = { answers: Answers; answer: (change: Partial<Answers>) => void }
