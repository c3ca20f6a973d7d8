import { Button, StatusBadge } from "@medusajs/ui"
import { lazy, Suspense, useState } from "react"
import { useKinds } from "../api/catalogue"
import { type PathEntry as Entry, useDrawnVersion } from "../api/paths"
import type { NodeCounts } from "../canvas/node-counts"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { Section } from "../page/section"
import { Answer, LoadingRows } from "../page/states"
import { useNodeNames } from "../plans/node-names"
import { useEventName } from "../rules/event-name"
import { PathSteps } from "./path-steps"
import { usePathReason } from "./path-words"

const CanvasView = lazy(() => import("../canvas/canvas-view"))

const COLOR = { inside: "green", through: "purple", left: "grey", held_out: "orange" } as const
/** The drawing shows a way here, not how many took it. */
const NO_COUNTS: NodeCounts = { estimated: false, of: () => undefined }

/** One time that somebody was in a plan. Earlier times are opened when somebody asks for them. */
export function PathEntry({
  plan_id,
  entry,
  nth,
  several,
  open: opened,
}: {
  plan_id: string
  entry: Entry
  nth: number
  several: boolean
  open: boolean
}) {
  const { t, time } = useText()
  const reasonOf = usePathReason()
  const eventName = useEventName()
  const [isOpen, open] = useState(opened)
  const [marked, mark] = useState<string | null>(null)
  const line = [
    entry.event?.name
      ? t("path.enteredBy", { at: time(entry.entered_at), event: eventName(entry.event.name) })
      : t("path.enteredAt", { at: time(entry.entered_at) }),
    entry.ended_at ? t("path.endedAt", { at: time(entry.ended_at) }) : null,
    entry.reason ? reasonOf(entry.reason) : null,
    t("path.version", { version: entry.version }),
  ]
  return (
    <Section
      title={several ? t("path.time", { nth }) : t("path.way")}
      badge={<StatusBadge color={COLOR[entry.state]}>{t(`plans.statuses.${entry.state}`)}</StatusBadge>}
      subtitle={line.filter(Boolean).join(" · ")}
      actions={
        <Button size="small" variant="transparent" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {t(isOpen ? "path.less" : "path.more")}
        </Button>
      }
    >
      {isOpen ? <Way plan_id={plan_id} entry={entry} marked={marked} onMark={mark} /> : null}
    </Section>
  )
}

type WayProps = { plan_id: string; entry: Entry; marked: string | null; onMark: (node: string) => void }

function Way({ plan_id, entry, marked, onMark }: WayProps) {
  const kinds = useKinds()
  const drawn = useDrawnVersion(plan_id, entry.version)
  const named = useNodeNames(drawn.data ?? null)
  return (
    <Answer asked={drawn} rows={6}>
      {(canvas) => (
        <Answer asked={kinds} rows={6}>
          {({ kinds }) => (
            <NodeNames.Provider value={named}>
              <Suspense fallback={<LoadingRows rows={6} />}>
                <CanvasView
                  canvas={canvas}
                  kinds={kinds}
                  counts={NO_COUNTS}
                  problems={[]}
                  lit={entry.steps}
                  onOpen={onMark}
                />
              </Suspense>
              <PathSteps canvas={canvas} kinds={kinds} entry={entry} marked={marked} />
            </NodeNames.Provider>
          )}
        </Answer>
      )}
    </Answer>
  )
}
