import { Container } from "@medusajs/ui"
import { lazy, Suspense, useState } from "react"
import { useKinds } from "../api/catalogue"
import { type Plan, usePlanEstimate } from "../api/plans"
import { useNodeCounts } from "../canvas/node-counts"
import { NodeDrawer } from "../canvas/node-drawer"
import { useDrawn } from "../canvas/use-cards"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { Answer, Failed, LoadingRows } from "../page/states"
import { useUrlValue } from "../page/url-state"
import { PreRunBar } from "../pre-runs/pre-run-bar"
import { PreRunFigures } from "../pre-runs/pre-run-figures"
import { usePreRunOf } from "../pre-runs/use-pre-run"
import { WhatRuns } from "./versions/what-runs"

// The drawing library is large and nobody else needs it.
const CanvasView = lazy(() => import("../canvas/canvas-view"))

/**
 * The plan as a drawing: what really happened in the version that runs, or the draft beside it with estimates. A card opens its
 * settings; those of the draft can be changed.
 */
export function PlanCanvasTab({ plan: saved, running }: { plan: Plan; running: Plan }) {
  const { t } = useText()
  const [opened, open] = useState<string | null>(null)
  const [editing, edit] = useUrlValue("canvas", "")
  const draft = saved.version === null || (editing === "draft" && saved.actions.includes("edit"))
  const plan = draft ? saved : running
  const kinds = useKinds()
  const estimate = usePlanEstimate(plan, draft)
  const live = useNodeCounts(plan, estimate.data?.estimate, !draft)
  const preRun = usePreRunOf(saved)
  const counts = preRun.counts ?? live
  const problems = (draft && estimate.data?.estimate.problems) || []
  const drawn = useDrawn(plan, draft ? undefined : (saved.version ?? undefined))
  const node = drawn.nodes.find((n) => n.id === opened)
  return (
    <>
      {saved.version === null ? null : (
        <WhatRuns plan={saved} draft={draft} onShow={(what) => edit(what === "draft" ? "draft" : "")} />
      )}
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
      {saved.type === "triggered" ? null : <PreRunBar plan={saved} preRun={preRun} />}
      <Container className="overflow-hidden p-0">
        <Answer asked={kinds} rows={8}>
          {({ kinds }) => (
            <Suspense fallback={<LoadingRows rows={8} />}>
              <CanvasView canvas={drawn} kinds={kinds} counts={counts} problems={problems} onOpen={open} />
            </Suspense>
          )}
        </Answer>
      </Container>
      <PreRunFigures preRun={preRun} />
      {node ? (
        <NodeDrawer
          key={`${draft} ${node.id}`}
          plan={plan}
          node={node}
          kind={kinds.data?.kinds.find((k) => k.id === node.kind)}
          problems={problems}
          onClose={() => open(null)}
        />
      ) : null}
    </>
  )
}
