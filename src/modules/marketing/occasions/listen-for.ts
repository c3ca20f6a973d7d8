import type { Canvas } from "../../../core/canvas/schema"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { Sql } from "../database"
import { DAY } from "./look-at-days"
import { type Listener, writeListeners } from "./store/listeners"

/** Makes a published version hear what its nodes listen for, in the transaction that publishes it. */
export const listenFor =
  ({ registry }: { registry: Registry }) =>
  (tx: Sql, of: { plan_no: number; version: number; canvas: Canvas }, now: Date): Promise<void> =>
    writeListeners(tx, of, listenersOf(of.canvas, registry), now)

export type ListenFor = ReturnType<typeof listenFor>

function listenersOf({ nodes }: Canvas, { kinds }: Registry): Listener[] {
  return nodes.flatMap((node): Listener[] => {
    const found = kinds.get(node.kind)
    if (!found) return []
    const { starts, listens, watches, settings: schema } = asRunnable(found)
    // The check read them a moment ago.
    const settings = schema.parse(node.settings)
    const started = [...(starts?.events?.(settings) ?? []), ...(starts?.daily ? [DAY] : [])]
    const delay_ms = starts?.delay?.(settings) ?? 0
    const woken = [...(listens?.(settings) ?? []), ...(watches?.(settings).events ?? [])]
    return [
      ...[...new Set(started)].map((event) => ({ node: node.id, event, starts: true, delay_ms })),
      ...[...new Set(woken)].map((event) => ({ node: node.id, event, starts: false, delay_ms: 0 })),
    ]
  })
}
