import { saysSame } from "../../../core/canvas/difference"
import type { Canvas } from "../../../core/canvas/schema"
import type { Span } from "../../../core/schedule/span"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import { catalogEvent } from "../../../extension/starts"
import type { Sql } from "../database"
import { DAY } from "./look-at-days"
import { forgetLooks } from "./store/days"
import { type Listener, writeListeners } from "./store/listeners"
import { followListeners } from "./store/occasions"

type Published = {
  plan_no: number
  version: number
  canvas: Canvas
  /** What was published before it; null: nothing. */
  before: Canvas | null
  /** From when on what happens may let somebody in. */
  from: Span["from"]
}

/**
 * Makes a published version hear what its nodes listen for, in the transaction that publishes it. What was heard by a trigger that
 * is still there and has not been dealt with goes on with the new version, judged by its settings; what was heard by one that is
 * gone lets nobody in. Answers how much of that there was.
 */
export const listenFor =
  ({ registry }: { registry: Registry }) =>
  async (tx: Sql, { before, from, ...of }: Published, now: Date): Promise<number> => {
    const staying = before ? stayingTriggers(before, of.canvas, registry) : []
    await writeListeners(tx, { ...of, staying, from }, listenersOf(of.canvas, registry), now)
    if (!before) return 0
    await forgetLooks(tx, of.plan_no, staying)
    return followListeners(tx, { ...of, staying })
  }

export type ListenFor = ReturnType<typeof listenFor>

/** Nodes that hear as before: what happened since they were first published counts. Of a calendar's, all its settings say whom it means. */
const stayingTriggers = (before: Canvas, after: Canvas, { kinds }: Registry): string[] =>
  after.nodes
    .filter((node) => {
      const was = before.nodes.find(({ id }) => id === node.id)
      const found = kinds.get(node.kind)
      if (!found?.starts || was?.kind !== node.kind) return false
      return !asRunnable(found).starts?.daily || saysSame(was.settings, node.settings)
    })
    .map(({ id }) => id)

function listenersOf({ nodes }: Canvas, { kinds }: Registry): Listener[] {
  return nodes.flatMap((node): Listener[] => {
    const found = kinds.get(node.kind)
    if (!found) return []
    const { starts, listens, watches, settings: schema } = asRunnable(found)
    // The check read them a moment ago.
    const settings = schema.parse(node.settings)
    const watch = starts?.catalog?.(settings)
    const started = [
      ...(starts?.events?.(settings) ?? []),
      ...(starts?.daily ? [DAY] : []),
      ...(watch ? [catalogEvent(watch.of)] : []),
    ]
    const delay_ms = starts?.delay?.(settings) ?? 0
    const woken = [...(listens?.(settings) ?? []), ...(watches?.(settings).events ?? [])]
    return [
      ...[...new Set(started)].map((event) => ({ node: node.id, event, starts: true, delay_ms })),
      ...[...new Set(woken)].map((event) => ({ node: node.id, event, starts: false, delay_ms: 0 })),
    ]
  })
}
