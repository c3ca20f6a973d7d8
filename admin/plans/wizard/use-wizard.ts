import { usePrompt } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useSearchParams } from "react-router-dom"
import { errorsIn, type Problem } from "../../../src/core/problem"
import { useBenefits, useChannels, useKinds } from "../../api/catalogue"
import { checkPlan, isChangedMeanwhile, loadPlan, type Plan, useSavePlan } from "../../api/plans"
import { checkRule } from "../../api/rules"
import { checkContent } from "../../api/templates"
import { useText } from "../../i18n/use-text"
import { useAction } from "../../page/action"
import { useUnsaved } from "../../page/unsaved"
import { type Answers, noAnswers, planFrom, STEPS, type Step } from "./answers"
import { checkStep } from "./check-step"
import { forget, keep, readKept } from "./kept-draft"
import { placeProblem } from "./place-problem"

/** What a step is given: the answers, a way to change them, and what is wrong with them once it was left. */
export type StepProps = {
  answers: Answers
  answer: (change: Partial<Answers>) => void
  problems: Problem[]
  /** "Continue" was pressed here. */
  tried: boolean
}

/** The wizard's state: answers that survive a reload, and steps that let nobody pass with something wrong. */
export function useWizard() {
  const [params] = useSearchParams()
  const segment_id = params.get("segment_id") ?? undefined
  const [kept] = useState(() => readKept(segment_id))
  const [answers, setAnswers] = useState<Answers>(kept.answers)
  const [step, setStep] = useState<Step>(kept.step)
  const [plan, setPlan] = useState<Plan | null>(kept.plan)
  const [tried, setTried] = useState<Step[]>([])
  const [refused, setRefused] = useState<Problem[]>([])
  const channels = useChannels().data?.channels ?? []
  const benefits = useBenefits().data?.benefits ?? []
  const kinds = useKinds().data?.kinds ?? []
  const save = useSavePlan(plan?.id)
  const unsaved = useUnsaved(answers, noAnswers(segment_id))
  const mayReplace = useMayReplace()

  useEffect(() => keep({ segment_id, answers, step, plan }), [segment_id, answers, step, plan])
  // Leaving by a link or a button ends it; only a reload brings it back.
  useEffect(() => forget, [])

  /** What is wrong in a step, the server's opinion included. */
  const judge = async (one: Step): Promise<Problem[]> => {
    const own = checkStep(one, answers, { channels, benefits, kinds })
    if (own.length > 0) return own
    if (one === "who" && answers.who === "conditions")
      return errorsIn((await checkRule(answers.rule)).problems)
    if (one !== "what" || !answers.channel) return []
    const messages = { message: answers.message, ...(answers.second ? { second: answers.second } : {}) }
    const found = await Promise.all(
      Object.entries(messages).map(async ([path, { written, content }]) => {
        if (written === "template") return []
        const { problems } = await checkContent(answers.channel ?? "", content)
        return errorsIn(problems).map((problem) => ({ ...problem, path: `${path}.${problem.path}` }))
      }),
    )
    return found.flat()
  }
  /** The answers as the draft; null where it was drawn on since, and that is to stay. */
  const saveDraft = async (): Promise<Plan | null> => {
    const draft = planFrom(answers)
    try {
      return (await save.mutateAsync(plan ? { ...draft, revision: plan.revision } : draft)).plan
    } catch (error) {
      if (!plan || !isChangedMeanwhile(error)) throw error
      if (!(await mayReplace())) return null
      const { revision } = (await loadPlan(plan.id)).plan
      return (await save.mutateAsync({ ...draft, revision })).plan
    }
  }
  const stay = (one: Step, problems: Problem[]) => {
    setTried((before) => [...new Set([...before, one])])
    setRefused(problems)
    setStep(one)
  }

  const open = useAction(async (wanted: Step) => {
    for (const one of STEPS.slice(0, STEPS.indexOf(wanted))) {
      const problems = STEPS.indexOf(wanted) > STEPS.indexOf(step) ? await judge(one) : []
      if (problems.length > 0) return stay(one, problems)
    }
    if (wanted === "review") {
      const saved = await saveDraft()
      if (!saved) return
      setPlan(saved)
      unsaved.keep()
      const { problems } = await checkPlan(saved.id)
      const placed = errorsIn(problems).flatMap((one) => placeProblem(one, saved.canvas) ?? [])
      const first = STEPS.find((one) => placed.some((each) => each.step === one))
      if (first)
        return stay(
          first,
          placed.filter((each) => each.step === first).map((each) => each.problem),
        )
    }
    setRefused([])
    setStep(wanted)
  }, "plans.notSaved")

  const own = tried.includes(step) ? checkStep(step, answers, { channels, benefits, kinds }) : []
  return {
    answers,
    answer: (change: Partial<Answers>) => {
      setAnswers((before) => ({ ...before, ...change }))
      setRefused([])
    },
    problems: own.length > 0 ? own : refused,
    tried: tried.includes(step),
    step,
    plan,
    open: (wanted: Step) => open.run(wanted),
    opening: open.busy,
    /** Done with: a reload at this moment brings nothing back. */
    leave: () => {
      forget()
      unsaved.leave()
    },
  }
}

/** Asks before the answers take the place of what was drawn on the draft in another window. */
function useMayReplace(): () => Promise<boolean> {
  const { t } = useText()
  const prompt = usePrompt()
  return () =>
    prompt({
      title: t("wizard.drawnOn.title"),
      description: t("wizard.drawnOn.text"),
      confirmText: t("wizard.drawnOn.confirm"),
      cancelText: t("page.cancel"),
    })
}

export type Wizard = ReturnType<typeof useWizard>
