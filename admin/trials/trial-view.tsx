import { Button, Container, StatusBadge, Text } from "@medusajs/ui"
import { lazy, Suspense, useMemo, useState } from "react"
import { useKinds } from "../api/catalogue"
import type { Plan } from "../api/plans"
import { type Trial, useEndTrial } from "../api/trials"
import { useDrawnCards } from "../canvas/drawn-cards"
import type { NodeCounts } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import { portsOf } from "../kinds/summary"
import { useAction } from "../page/action"
import { Answer, Failed, LoadingRows } from "../page/states"
import { usePathReason } from "../path/path-words"
import { TrialSteps } from "./trial-steps"
import type { TrialShown } from "./use-trial"

const CanvasView = lazy(() => import("../canvas/canvas-view"))

const COLOR = {
  going: "blue",
  asking: "orange",
  through: "purple",
  left: "grey",
  stuck: "red",
  ended: "grey",
} as const
/** The drawing shows a way here, not how many took it. */
const NO_COUNTS: NodeCounts = { estimated: false, of: () => undefined }

/** A test in the place of the drawing: the way lights up card by card, and beside it stands what happened at each. */
export function TrialView({ plan, shown }: { plan: Plan; shown: TrialShown }) {
  if (shown.failed)
    return (
      <Container className="p-0">
        <Failed error={shown.failed.error} retry={shown.failed.retry} />
      </Container>
    )
  return (
    <Container className="overflow-hidden p-0">
      {shown.trial ? <Shown plan={plan} trial={shown.trial} shown={shown} /> : <LoadingRows rows={8} />}
    </Container>
  )
}

function Shown({ plan, trial, shown }: { plan: Plan; trial: Trial; shown: TrialShown }) {
  const kinds = useKinds()
  const [marked, mark] = useState<string | null>(null)
  const cardOf = useDrawnCards(trial.canvas.nodes)
  const told = useTold(trial)
  const canvas = useMemo(
    () => ({
      ...trial.canvas,
      nodes: trial.canvas.nodes.map((node) => ({ ...node, card: cardOf(node.id) })),
    }),
    [trial.canvas, cardOf],
  )
  const lit = trial.here === null ? trial.steps : [...trial.steps, { node: trial.here, port: null }]
  return (
    <section>
      <Head plan={plan} trial={trial} onClose={() => shown.choose(null)} />
      <Answer asked={kinds} rows={8}>
        {({ kinds }) => (
          <div className="border-ui-border-base flex flex-col border-t lg:h-[max(480px,calc(100vh-320px))] lg:flex-row">
            <div className="min-w-0 flex-1">
              <Suspense fallback={<LoadingRows rows={8} />}>
                <CanvasView
                  canvas={canvas}
                  kinds={kinds}
                  counts={NO_COUNTS}
                  problems={[]}
                  lit={lit}
                  walked={{ here: trial.here, told }}
                  onOpen={mark}
                />
              </Suspense>
            </div>
            <div className="border-ui-border-base w-full shrink-0 overflow-y-auto border-t lg:w-[400px] lg:border-s lg:border-t-0">
              <TrialSteps
                plan={plan}
                trial={trial}
                nodes={canvas.nodes}
                kinds={kinds}
                marked={marked}
                onOther={shown.choose}
              />
            </div>
          </div>
        )}
      </Answer>
    </section>
  )
}

function Head({ plan, trial, onClose }: { plan: Plan; trial: Trial; onClose: () => void }) {
  const { t } = useText()
  const reasonOf = usePathReason()
  const { mutateAsync } = useEndTrial(plan.id, trial.no)
  const end = useAction(() => mutateAsync(null))
  const { person, settings, state, reason } = trial
  const isOpen = state === "going" || state === "asking"
  const name = person.name ?? person.email ?? person.id
  const goesTo = settings.to.length > 0 ? settings.to.join(", ") : person.is_test ? person.email : null
  return (
    <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
      <div className="min-w-0 flex-1 basis-80">
        <div className="flex flex-wrap items-center gap-2" aria-live="polite">
          <Text weight="plus">{t("trial.heading", { name })}</Text>
          <StatusBadge color={COLOR[state]}>{t(`trial.over.${state}`)}</StatusBadge>
          {reason ? (
            <Text size="small" className="text-ui-fg-subtle">
              {reasonOf(reason)}
            </Text>
          ) : null}
        </div>
        <Text size="small" className="text-ui-fg-subtle break-words">
          {[
            goesTo ? t("trial.goesTo", { to: goesTo }) : t("trial.goesNowhere"),
            t(settings.calls ? "trial.callsMade" : "trial.nothingGiven"),
          ].join(" ")}
        </Text>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {isOpen ? (
          <Button size="small" variant="secondary" isLoading={end.busy} onClick={() => end.run()}>
            {t("trial.end")}
          </Button>
        ) : null}
        <Button size="small" variant="secondary" onClick={onClose}>
          {t("trial.close")}
        </Button>
      </div>
    </div>
  )
}

/** What stands on a card: by the test's own clock, when the person left it and by which way. */
function useTold({ steps, canvas }: Trial): (node: string) => string | undefined {
  const { t, label, time } = useText()
  const kinds = useKinds().data?.kinds
  return (id) => {
    const step = steps.filter(({ node }) => node === id).at(-1)
    if (!step) return undefined
    const node = canvas.nodes.find((one) => one.id === id)
    const ports = node
      ? portsOf(
          node,
          kinds?.find((kind) => kind.id === node.kind),
        )
      : []
    const way = ports.length > 1 ? ports.find((port) => port.id === step.port) : undefined
    if (step.state === "here") return step.until ? t("path.waitsUntil", { at: time(step.until) }) : undefined
    return [time(step.left_at), way ? label(way.label) : null].filter(Boolean).join(" · ")
  }
}
