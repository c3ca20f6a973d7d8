import { toast } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { type Plan, usePlanVerb } from "../api/plans"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"

/** Letters of a name that leave room for the word that says what it is. */
const ROOM = 180

/** Makes a copy of a plan, called one in the reader's language, and opens it. */
export function useDuplicate({ id, name }: Pick<Plan, "id" | "name">) {
  const { t } = useText()
  const go = useNavigate()
  const verb = usePlanVerb()
  return useAction(async () => {
    const called = t("plans.duplicate.name", { name: name.slice(0, ROOM) })
    const copy = await verb.mutateAsync({ id, verb: "duplicate", name: called })
    toast.success(t("plans.duplicate.done", { name: copy.plan.name }))
    await go(`/marketing/plans/${copy.plan.id}`)
  })
}
