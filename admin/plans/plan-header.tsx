import { EllipsisHorizontal } from "@medusajs/icons"
import { Button, DropdownMenu, IconButton } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { type Plan, type PlanVerb, useDeletePlan, usePlanVerb } from "../api/plans"
import { asDrawn } from "../editor/draft/open-drafts"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { useConfirmed } from "../page/confirm"
import { useDirection } from "../page/direction"
import { Section } from "../page/section"
import { GONE } from "../page/unsaved"
import { useUrlValue } from "../page/url-state"
import { HeldMessagesNotice } from "./held-messages"
import { PlanBadge } from "./plan-state"
import { usePublish } from "./publish"
import { REVIEW, ReviewDrawer } from "./review/review-drawer"
import { ReviewNotice } from "./review/review-notice"
import { SubmitPlan } from "./review/submit-plan"
import { useScheduleText } from "./schedule/schedule-text"
import { useDuplicate } from "./use-duplicate"
import { PublishAgain } from "./versions/publish-again"

/** The name, the state, and what may be done now; everything that cannot be undone asks first. */
export function PlanHeader({ plan, running }: { plan: Plan; running: Plan }) {
  const { t, time } = useText()
  const { line, between } = useScheduleText()
  return (
    <Section
      level="h1"
      title={plan.name}
      badge={<PlanBadge plan={plan} />}
      subtitle={[
        t(`plans.types.${plan.type}`),
        t(`plans.categories.${plan.category}`),
        plan.type === "triggered" ? between(running.settings.schedule) : line(running.settings.schedule),
        plan.next_run_at ? t("plans.nextAt", { at: time(plan.next_run_at) }) : null,
        t("plans.changedAt", { at: time(plan.updated_at) }),
      ]
        .filter(Boolean)
        .join(" · ")}
      actions={<Actions plan={plan} />}
    >
      <ReviewNotice plan={plan} />
      {plan.version === null ? null : <HeldMessagesNotice plan={plan} />}
    </Section>
  )
}

const HARMLESS: PlanVerb[] = ["resume", "pause"]

function Actions({ plan }: { plan: Plan }) {
  const { t } = useText()
  const go = useNavigate()
  const confirmed = useConfirmed()
  const verb = usePlanVerb()
  const del = useDeletePlan()
  const may = (action: Plan["actions"][number]) => plan.actions.includes(action)
  const isAgain = plan.version !== null
  const [publishing, setPublishing] = useState(false)
  const [submitting, setSubmitting] = useState(false)
  const [reviewing, review] = useUrlValue(REVIEW)
  const publish = usePublish()
  const act = useAction(async (what: PlanVerb) =>
    what === "publish"
      ? publish(await asDrawn(plan))
      : confirmed(
          `plans.${what}`,
          { name: plan.name },
          () => verb.mutateAsync({ id: plan.id, verb: what }),
          HARMLESS.includes(what) ? "confirmation" : "danger",
        ),
  )
  /** What is shown there, and decided, is the draft with its last stroke. */
  const openWhenSaved = useAction(async (open: (is: boolean) => void) => {
    await asDrawn(plan)
    open(true)
  })
  const duplicate = useDuplicate(plan)
  const remove = useAction(async () => {
    const gone = await confirmed("plans.delete", { name: plan.name }, () => del.mutateAsync(plan.id))
    if (!gone) return
    await go("/marketing/plans", GONE)
    return LEFT
  })
  return (
    <>
      {may("pause") ? (
        <Button size="small" variant="secondary" disabled={act.busy} onClick={() => act.run("pause")}>
          {t("plans.pause.confirm")}
        </Button>
      ) : null}
      {may("end") ? (
        <Button size="small" variant="secondary" disabled={act.busy} onClick={() => act.run("end")}>
          {t("plans.end.confirm")}
        </Button>
      ) : null}
      {may("resume") ? (
        <Button size="small" disabled={act.busy} onClick={() => act.run("resume")}>
          {t("plans.resume.confirm")}
        </Button>
      ) : null}
      {may("publish") && (!isAgain || plan.has_changes) ? (
        <Button
          size="small"
          disabled={act.busy}
          onClick={() => (isAgain ? openWhenSaved.run(setPublishing) : act.run("publish"))}
        >
          {isAgain ? t("plans.again.verb", { version: (plan.version ?? 0) + 1 }) : t("plans.publish.confirm")}
        </Button>
      ) : null}
      {may("submit") && (!isAgain || plan.has_changes) ? (
        <Button size="small" onClick={() => openWhenSaved.run(setSubmitting)}>
          {t("plans.review.submit")}
        </Button>
      ) : null}
      {plan.in_review ? (
        <Button size="small" onClick={() => review("open")}>
          {t("plans.review.open")}
        </Button>
      ) : null}
      {submitting ? <SubmitPlan plan={plan} onClose={() => setSubmitting(false)} /> : null}
      {reviewing && plan.in_review ? <ReviewDrawer plan={plan} onClose={() => review("")} /> : null}
      {publishing ? <PublishAgain plan={plan} onClose={() => setPublishing(false)} /> : null}
      <DropdownMenu dir={useDirection()}>
        <DropdownMenu.Trigger asChild>
          <IconButton size="small" variant="transparent" aria-label={t("page.more")}>
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          <DropdownMenu.Item onClick={() => duplicate.run()}>
            {t("plans.duplicate.confirm")}
          </DropdownMenu.Item>
          {may("cancel") ? (
            <DropdownMenu.Item onClick={() => act.run("cancel")}>
              {t("plans.cancel.confirm")}
            </DropdownMenu.Item>
          ) : null}
          {may("archive") ? (
            <DropdownMenu.Item onClick={() => act.run("archive")}>
              {t("plans.archive.confirm")}
            </DropdownMenu.Item>
          ) : null}
          {may("delete") ? (
            <>
              <DropdownMenu.Separator />
              <DropdownMenu.Item onClick={() => remove.run()}>{t("plans.delete.confirm")}</DropdownMenu.Item>
            </>
          ) : null}
        </DropdownMenu.Content>
      </DropdownMenu>
    </>
  )
}
