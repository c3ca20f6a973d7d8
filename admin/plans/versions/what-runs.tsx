import { Button, Container, Text } from "@medusajs/ui"
import type { Plan } from "../../api/plans"
import { usePlanVersions } from "../../api/versions"
import { useText } from "../../i18n/use-text"

/** Which version runs, how many people are in it, and whether a draft beside it says something else. */
export function WhatRuns({
  plan,
  draft,
  onShow,
}: {
  plan: Plan
  /** The draft is shown, not what runs. */
  draft: boolean
  onShow: (what: "draft" | "running") => void
}) {
  const { t, number } = useText()
  const versions = usePlanVersions(plan)
  const version = plan.version ?? 0
  const inside = versions.data?.versions.reduce((sum, one) => sum + one.inside, 0)
  const older = versions.data?.versions.reduce(
    (sum, one) => sum + (one.version === version ? 0 : one.inside),
    0,
  )
  const may = plan.actions.includes("edit")
  return (
    <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
      <div>
        <Text size="small" leading="compact" weight="plus">
          {draft
            ? t("plans.versions.draftShown", { version: version + 1 })
            : t(`plans.versions.stands.${STANDS[plan.state] ?? "was"}`, { version })}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {[
            inside === undefined
              ? null
              : t("plans.versions.inside", { count: inside, shown: number(inside) }),
            older ? t("plans.versions.older", { count: older, shown: number(older) }) : null,
            may && plan.has_changes ? t("plans.versions.changed") : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </div>
      {may ? (
        <Button size="small" variant="secondary" onClick={() => onShow(draft ? "running" : "draft")}>
          {draft
            ? t("plans.versions.showRunning", { version })
            : t(plan.has_changes ? "plans.versions.showDraft" : "plans.versions.edit")}
        </Button>
      ) : null}
    </Container>
  )
}

const STANDS: Partial<Record<Plan["state"], string>> = {
  running: "runs",
  paused: "paused",
  scheduled: "waits",
}
