import { Textarea } from "@medusajs/ui"
import { useState } from "react"
import { type Plan, usePlanEstimate, usePlanVerb } from "../../api/plans"
import { useDifference } from "../../api/versions"
import { ActionDrawer } from "../../form/action-drawer"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { ProblemList } from "../../page/problem-list"
import { Answer } from "../../page/states"
import { DifferenceList } from "./difference-list"
import { SeeDrawn } from "./see-drawn"

/** Publishes the draft of a plan that is under way: first what changes, and whom it concerns. */
export function PublishAgain({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useText()
  const [note, setNote] = useState("")
  const version = plan.version ?? 0
  const next = version + 1
  const takesNobody = plan.type === "one_time" && plan.state !== "scheduled"
  const difference = useDifference(plan, version)
  const estimate = usePlanEstimate(plan, true)
  const verb = usePlanVerb()
  return (
    <ActionDrawer
      title={t("plans.again.title", { version: next, name: plan.name })}
      text={t(takesNobody ? "plans.again.textOnce" : "plans.again.text", { version: next })}
      verb={t("plans.again.verb", { version: next })}
      ready={difference.data !== undefined}
      act={() =>
        verb.mutateAsync({
          id: plan.id,
          verb: "publish",
          revision: plan.revision,
          ...(note.trim() ? { note: note.trim() } : {}),
        })
      }
      done={t("plans.again.done", { version: next })}
      failed="plans.notPublished"
      onClose={onClose}
    >
      <Answer asked={difference}>{({ difference }) => <DifferenceList difference={difference} />}</Answer>
      <SeeDrawn plan={plan} from={version} />
      {estimate.data ? <ProblemList problems={estimate.data.estimate.problems} /> : null}
      <Labelled label={t("plans.again.note")} optional>
        {(id) => <Textarea id={id} value={note} maxLength={500} onChange={(e) => setNote(e.target.value)} />}
      </Labelled>
    </ActionDrawer>
  )
}
