import { Button, FocusModal, Heading } from "@medusajs/ui"
import { lazy, Suspense } from "react"
import type { Plan } from "../../api/plans"
import { usePlanVersion } from "../../api/versions"
import { useText } from "../../i18n/use-text"
import { Failed, LoadingRows } from "../../page/states"

// The drawing library is large.
const DifferenceDrawing = lazy(() => import("./difference-drawing"))

/** What changed from one version to another, or to the draft, on the drawing. */
export function DifferenceModal({
  plan,
  from,
  to,
  onClose,
}: {
  plan: Plan
  /** Null: the plan was never published, and all of it is looked at. */
  from: number | null
  /** Left out: the draft. */
  to?: number
  onClose: () => void
}) {
  const { t } = useText()
  const before = usePlanVersion(plan.id, from)
  const after = usePlanVersion(plan.id, to ?? null)
  const shown = to === undefined ? plan : after.data?.version
  const failed = [before, after].find((asked) => asked.isError)
  return (
    <FocusModal open onOpenChange={(open) => !open && onClose()}>
      <FocusModal.Content>
        <FocusModal.Header>
          <div className="min-w-0 flex-1">
            <FocusModal.Title asChild>
              <Heading className="truncate">{t("plans.difference.drawnTitle", { name: plan.name })}</Heading>
            </FocusModal.Title>
            <FocusModal.Description className="txt-compact-small text-ui-fg-subtle">
              {from === null
                ? t("plans.review.first")
                : to === undefined
                  ? t("plans.difference.toDraft", { from })
                  : t("plans.difference.fromVersion", { from, to })}
            </FocusModal.Description>
          </div>
        </FocusModal.Header>
        <FocusModal.Body className="min-h-0 flex-1 overflow-hidden">
          {failed ? (
            <Failed error={failed.error} retry={() => void failed.refetch()} />
          ) : shown && (from === null || before.data) ? (
            <Suspense fallback={<LoadingRows rows={8} />}>
              <DifferenceDrawing before={before.data?.version ?? null} after={shown} />
            </Suspense>
          ) : (
            <LoadingRows rows={8} />
          )}
        </FocusModal.Body>
        <FocusModal.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.close")}
          </Button>
        </FocusModal.Footer>
      </FocusModal.Content>
    </FocusModal>
  )
}
