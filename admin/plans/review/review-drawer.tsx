import { Button, Drawer, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { type Plan, type Review, usePlanVerb } from "../../api/plans"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { LEFT, useAction } from "../../page/action"
import { useConfirmed } from "../../page/confirm"
import { ProblemList } from "../../page/problem-list"
import { useUserNames } from "../../page/user-names"
import { ReviewedDraft } from "./reviewed-draft"

/** What the address bar calls the open review: it can be sent to an approver. */
export const REVIEW = "review"

/** What was submitted, with everything one decides by; approve it, give it back with a reason, or call the plan off. */
export function ReviewDrawer({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t, time } = useText()
  const nameOf = useUserNames()
  const [words, setWords] = useState("")
  const verb = usePlanVerb()
  const confirmed = useConfirmed()
  const review = plan.review as Review
  const may = (action: Plan["actions"][number]) => plan.actions.includes(action)
  const isOwn = may("reject") && !may("approve")
  const said = words.trim()
  const decide = useAction(async (how: "approve" | "reject") => {
    const { revision } = review
    const why = said ? (how === "approve" ? { note: said } : { reason: said }) : {}
    await verb.mutateAsync({ id: plan.id, verb: how, revision, ...why })
    toast.success(t(`plans.review.done.${how === "reject" && isOwn ? "withdraw" : how}`))
    onClose()
    return LEFT
  }, "plans.review.notDecided")
  const cancel = useAction(async () => {
    const done = await confirmed("plans.cancel", { name: plan.name }, () =>
      verb.mutateAsync({ id: plan.id, verb: "cancel" }),
    )
    if (done) onClose()
    return done ? LEFT : undefined
  })
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("plans.review.title", { name: plan.name })}</Drawer.Title>
          <Drawer.Description>
            {t("plans.review.by", { who: nameOf(review.submitted_by), at: time(review.submitted_at) })}
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
          {review.note ? (
            <Text size="small" className="border-ui-border-strong break-words border-s-2 ps-3">
              {review.note}
            </Text>
          ) : null}
          <ReviewedDraft plan={plan} />
          {may("approve") ? (
            <Labelled label={t("plans.review.words")} hint={t("plans.review.wordsText")}>
              {(id) => (
                <Textarea id={id} value={words} maxLength={500} onChange={(e) => setWords(e.target.value)} />
              )}
            </Labelled>
          ) : (
            <Text size="small" className="text-ui-fg-subtle">
              {t(isOwn ? "plans.review.isYours" : "plans.review.notYours")}
            </Text>
          )}
          <ProblemList problems={decide.problems} />
        </Drawer.Body>
        <Drawer.Footer>
          {may("cancel") && plan.state === "in_review" ? (
            <Button
              size="small"
              variant="transparent"
              className="me-auto"
              disabled={cancel.busy}
              onClick={cancel.run}
            >
              {t("plans.cancel.confirm")}
            </Button>
          ) : null}
          {may("reject") ? (
            <Button
              size="small"
              variant="secondary"
              disabled={decide.busy || (!isOwn && said === "")}
              onClick={() => decide.run("reject")}
            >
              {t(isOwn ? "plans.review.withdraw" : "plans.review.reject")}
            </Button>
          ) : null}
          {may("approve") ? (
            <Button size="small" isLoading={decide.busy} onClick={() => decide.run("approve")}>
              {t("plans.review.approve")}
            </Button>
          ) : null}
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
