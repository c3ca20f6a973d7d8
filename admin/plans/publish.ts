import { toast } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { errorsIn } from "../../src/core/problem"
import { useKinds } from "../api/catalogue"
import { estimateOf, type Plan, usePlanVerb } from "../api/plans"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { useProblemText } from "../page/problem-text"

// What people notice of a plan: messages, benefits and what is written about them.
const EFFECTS = ["reach", "give", "people"]

/**
 * Publishes after a question that says how many people it is about and what they get. Answers whether it was done;
 * why it cannot be done is told instead of asked.
 */
export function usePublish() {
  const { t, label, number, locale } = useText()
  const queries = useQueryClient()
  const kinds = useKinds()
  const verb = usePlanVerb()
  const confirmed = useConfirmed()
  const textOf = useProblemText()

  const effectsOf = (plan: Plan): string => {
    const of = (id: string) => kinds.data?.kinds.find((kind) => kind.id === id)
    const names = plan.canvas.nodes
      .map((node) => of(node.kind))
      .filter((kind) => kind && EFFECTS.includes(kind.group))
      .map((kind) => label(kind?.label))
    return new Intl.ListFormat(locale, { type: "conjunction" }).format([...new Set(names)])
  }

  return async (plan: Plan): Promise<boolean> => {
    const { estimate } = await queries.fetchQuery(estimateOf(plan))
    const errors = errorsIn(estimate.problems)
    if (errors.length > 0) {
      toast.error(t("plans.notPublished"), { description: errors.map((one) => textOf(one)).join(" ") })
      return false
    }
    const heads = estimate.audience ?? 0
    const values = {
      name: plan.name,
      count: heads,
      shown: number(heads),
      effects: effectsOf(plan) || t("plans.publish.nothing"),
    }
    return confirmed(
      plan.type === "triggered" ? "plans.publishTriggered" : "plans.publish",
      values,
      () => verb.mutateAsync({ id: plan.id, verb: "publish", revision: plan.revision }),
      "confirmation",
    )
  }
}
