import { XMark } from "@medusajs/icons"
import { Heading, IconButton } from "@medusajs/ui"
import { useMemo, useState } from "react"
import { drawnDifference } from "../../../src/core/canvas/drawn-difference"
import type { PlanSettings } from "../../../src/core/canvas/plan-settings"
import type { Canvas } from "../../../src/core/canvas/schema"
import { useKinds } from "../../api/catalogue"
import CanvasView from "../../canvas/canvas-view"
import { useDrawnCards } from "../../canvas/drawn-cards"
import { placed } from "../../canvas/lay-out"
import type { NodeCounts } from "../../canvas/node-counts"
import { useText } from "../../i18n/use-text"
import { NodeNames } from "../../page/problem-text"
import { Answer } from "../../page/states"
import { ChangedCard } from "./changed-card"
import { DifferenceList } from "./difference-list"

/** What a plan says at one time. */
type Said = { settings: PlanSettings; canvas: Canvas }

const NO_COUNTS: NodeCounts = { estimated: true, of: () => undefined }

/**
 * A state of a plan as a drawing, with what is other than in the one before it marked; beside it what that is, or of a card that
 * was clicked, what it said and says.
 */
export default function DifferenceDrawing({
  before: was,
  after: is,
  listed = true,
}: {
  /** Null: there is nothing to compare it with. */
  before: Said | null
  after: Said
  /** All that changed stands beside the drawing while no card is chosen. */
  listed?: boolean
}) {
  const { t, label } = useText()
  const kinds = useKinds()
  const [opened, open] = useState<string | null>(null)
  const before = useMemo(() => was && { ...was, canvas: placed(was.canvas) }, [was])
  const after = useMemo(() => ({ ...is, canvas: placed(is.canvas) }), [is])
  const drawn = useMemo(() => before && drawnDifference(before, after), [before, after])
  const nodes = useMemo(() => [...after.canvas.nodes, ...(drawn?.ghosts ?? [])], [after, drawn])
  const cardOf = useDrawnCards(nodes)
  const shown = useMemo(() => {
    const withCard = after.canvas.nodes.map((node) => ({ ...node, card: cardOf(node.id) }))
    return { ...after.canvas, nodes: withCard }
  }, [after, cardOf])
  const difference = useMemo(
    () => drawn && { ...drawn, ghosts: drawn.ghosts.map((node) => ({ ...node, card: cardOf(node.id) })) },
    [drawn, cardOf],
  )
  const nameOf = (id: string) => {
    const node = nodes.find((one) => one.id === id)
    return (
      node && (node.name || label(kinds.data?.kinds.find(({ id }) => id === node.kind)?.label) || node.kind)
    )
  }
  const chosen = opened !== null && nodes.some(({ id }) => id === opened) ? opened : null
  return (
    <NodeNames.Provider value={nameOf}>
      <div className="flex size-full min-h-0">
        <div className="min-w-0 flex-1">
          <Answer asked={kinds} rows={8}>
            {({ kinds }) => (
              <CanvasView
                canvas={shown}
                kinds={kinds}
                counts={NO_COUNTS}
                problems={[]}
                difference={difference}
                onOpen={open}
              />
            )}
          </Answer>
        </div>
        {chosen !== null || (listed && drawn) ? (
          <aside
            aria-label={t("plans.difference.title")}
            className="border-ui-border-base flex w-[340px] shrink-0 flex-col gap-y-3 overflow-y-auto border-s p-4"
          >
            {chosen === null ? null : (
              <div className="flex items-center justify-between gap-x-2">
                <Heading level="h3" className="min-w-0 break-words">
                  {nameOf(chosen)}
                </Heading>
                <IconButton
                  size="small"
                  variant="transparent"
                  aria-label={t("page.close")}
                  onClick={() => open(null)}
                >
                  <XMark />
                </IconButton>
              </div>
            )}
            {chosen !== null ? (
              <ChangedCard
                id={chosen}
                before={before}
                after={{ ...after, canvas: shown }}
                kinds={kinds.data?.kinds ?? []}
              />
            ) : drawn ? (
              <DifferenceList difference={drawn.difference} />
            ) : null}
          </aside>
        ) : null}
      </div>
    </NodeNames.Provider>
  )
}
