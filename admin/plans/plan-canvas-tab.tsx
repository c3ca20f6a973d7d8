import { Button, Container, Text } from "@medusajs/ui"
import { lazy, Suspense, useState } from "react"
import { useKinds } from "../api/catalogue"
import { type Plan, usePlanEstimate } from "../api/plans"
import { type NodeCounts, useNodeCounts } from "../canvas/node-counts"
import { NodeDrawer } from "../canvas/node-drawer"
import { useDrawn } from "../canvas/use-cards"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { Answer, Failed, LoadingRows } from "../page/states"
import { useUrlValue } from "../page/url-state"
import { PreRunBar } from "../pre-runs/pre-run-bar"
import { PreRunFigures } from "../pre-runs/pre-run-figures"
import { usePreRunOf } from "../pre-runs/use-pre-run"
import { TrialBar } from "../trials/trial-bar"
import { TrialView } from "../trials/trial-view"
import { useTrialOf } from "../trials/use-trial"
import { ShownRun, useShownRun } from "./shown-run"
import { WhatRuns } from "./versions/what-runs"

// The drawing library is large and nobody else needs it.
const CanvasView = lazy(() => import("../canvas/canvas-view"))
const CanvasEditor = lazy(() => import("../editor/canvas-editor"))

/** The plan as a drawing: what really happened in the version that runs, or the draft beside it, to draw on where that is allowed. */
export function PlanCanvasTab({ plan: saved, running }: { plan: Plan; running: Plan }) {
  const [editing, edit] = useUrlValue("canvas", "")
  const kinds = useKinds()
  const preRun = usePreRunOf(saved)
  const trial = useTrialOf(saved)
  const editable = saved.actions.includes("edit")
  const draft = saved.version === null || (editing === "draft" && editable)
  return (
    <>
      {saved.version === null ? null : (
        <WhatRuns plan={saved} draft={draft} onShow={(what) => edit(what === "draft" ? "draft" : "")} />
      )}
      {trial.no !== null ? (
        <TrialView plan={saved} shown={trial} />
      ) : draft && editable ? (
        <Container className="overflow-hidden p-0">
          <Answer asked={kinds} rows={8}>
            {({ kinds }) => (
              <Suspense fallback={<LoadingRows rows={8} />}>
                <CanvasEditor key={saved.id} plan={saved} kinds={kinds} foreseen={preRun.counts} />
              </Suspense>
            )}
          </Answer>
        </Container>
      ) : (
        <Shown
          plan={draft ? saved : running}
          draft={draft}
          version={draft ? undefined : saved.version}
          foreseen={preRun.counts}
          onWhatHappened={() => preRun.choose(null)}
        />
      )}
      <TrialBar plan={saved} shown={trial} />
      <PreRunBar plan={saved} preRun={preRun} />
      <PreRunFigures preRun={preRun} />
    </>
  )
}

/** Only to look at: a card opens what it says. */
function Shown({
  plan,
  draft,
  version,
  foreseen,
  onWhatHappened,
}: {
  plan: Plan
  draft: boolean
  version: number | null | undefined
  foreseen: NodeCounts | null
  onWhatHappened: () => void
}) {
  const { t } = useText()
  const [opened, open] = useState<string | null>(null)
  const kinds = useKinds()
  const estimate = usePlanEstimate(plan, draft)
  const shown = useShownRun(plan)
  const live = useNodeCounts(plan, estimate.data?.estimate, !draft, shown.run?.id)
  const counts = foreseen ?? live
  const problems = (draft && estimate.data?.estimate.problems) || []
  const drawn = useDrawn(plan, version ?? undefined)
  const node = drawn.nodes.find((n) => n.id === opened)
  const figures = opened === null ? undefined : live.of(opened)
  return (
    <>
      {draft && estimate.data ? (
        <Container className="px-6 py-3">
          <ProblemList problems={problems} none={t("plans.noProblems")} />
        </Container>
      ) : null}
      {draft && estimate.isError ? (
        <Container className="p-0">
          <Failed error={estimate.error} retry={() => void estimate.refetch()} />
        </Container>
      ) : null}
      {counts.failed ? (
        <Container className="p-0">
          <Failed error={counts.failed.error} retry={counts.failed.retry} />
        </Container>
      ) : null}
      {foreseen && !draft ? (
        <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
          <Text size="small" role="status" className="min-w-0 flex-1 basis-80">
            {t("preRun.notWhatHappened")}
          </Text>
          <Button size="small" variant="secondary" onClick={onWhatHappened}>
            {t("preRun.whatHappened")}
          </Button>
        </Container>
      ) : null}
      {foreseen || draft ? null : <ShownRun {...shown} />}
      <Container className="overflow-hidden p-0">
        <Answer asked={kinds} rows={8}>
          {({ kinds }) => (
            <Suspense fallback={<LoadingRows rows={8} />}>
              <CanvasView canvas={drawn} kinds={kinds} counts={counts} problems={problems} onOpen={open} />
            </Suspense>
          )}
        </Answer>
      </Container>
      {node ? (
        <NodeDrawer
          key={`${draft} ${node.id}`}
          node={node}
          kind={kinds.data?.kinds.find((k) => k.id === node.kind)}
          problems={problems}
          people={figures && !draft ? { plan_id: plan.id, figures, run_id: shown.run?.id ?? null } : null}
          onClose={() => open(null)}
        />
      ) : null}
    </>
  )
}
