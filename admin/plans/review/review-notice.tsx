import { InlineTip } from "@medusajs/ui"
import type { Plan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { useUserNames } from "../../page/user-names"

/** Why a draft came back, until it is submitted again or published. */
export function ReviewNotice({ plan }: { plan: Plan }) {
  const { t, time } = useText()
  const nameOf = useUserNames()
  const { review } = plan
  const isOpen = plan.actions.includes("edit") && (plan.version === null || plan.has_changes)
  if (review?.state !== "rejected" || !isOpen) return null
  return (
    <div className="px-6 py-4">
      <InlineTip
        variant="warning"
        label={t("plans.review.rejected", { who: nameOf(review.decided_by), at: time(review.decided_at) })}
      >
        {review.reason}
      </InlineTip>
    </div>
  )
}
