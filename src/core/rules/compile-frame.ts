import type { CompileContext } from "./compile-context"
import type { Window } from "./conditions"
import { durationMs, frameOf } from "./time-frame"

export type FrameSql = {
  conditions: string[]
  /** The same lower bound for another column, to keep chained sub-queries small. */
  lowerBound: (at: string) => string[]
  /** The bound differs from person to person, so sub-queries must be correlated. */
  personal: boolean
}

/** Null for who has not been through the card: nothing is later than that. */
function startOf(window: Extract<Window, { since: unknown }>, { since, bind }: CompileContext): string {
  if (!since) throw new Error(`A window since "${window.since}" was compiled outside a canvas.`)
  if (window.since !== "node") return since[window.since]
  return since.passed ? `(${since.passed} ->> ${bind(window.node)}::text)::timestamptz` : "null::timestamptz"
}

/** A window as conditions on the moment `at`. */
export function frameConditions(window: Window | undefined, at: string, context: CompileContext): FrameSql {
  if (!window) return { conditions: [], lowerBound: () => [], personal: false }
  if ("since" in window) {
    const start = startOf(window, context)
    const lowerBound = (column: string) => [`${column} >= ${start}`]
    // Moments travel in milliseconds; a column may hold microseconds.
    const exactly = window.since !== "node" && window.exactly
    const within = window.since !== "node" && window.within
    const upperBound = within
      ? [`${at} < ${start} + ${context.bind(durationMs(within))}::float8 * interval '1 millisecond'`]
      : []
    const conditions = exactly
      ? [`date_trunc('milliseconds', ${at}) = ${start}`]
      : [...lowerBound(at), ...upperBound]
    return { conditions, lowerBound, personal: true }
  }
  const { after, from, to } = frameOf(window, context.now, context.zone)
  const bound = (moment: Date) => `${context.bind(moment.toISOString())}::timestamptz`
  const lower = after ? `> ${bound(after)}` : from ? `>= ${bound(from)}` : null
  const lowerBound = (column: string) => (lower ? [`${column} ${lower}`] : [])
  const conditions = [...lowerBound(at), ...(to ? [`${at} < ${bound(to)}`] : [])]
  return { conditions, lowerBound, personal: false }
}
