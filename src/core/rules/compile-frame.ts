import type { CompileContext } from "./compile-context"
import type { Window } from "./conditions"
import { frameOf } from "./time-frame"

export type FrameSql = {
  conditions: string[]
  /** The same lower bound for another column, to keep chained sub-queries small. */
  lowerBound: (at: string) => string[]
  /** The bound differs from person to person, so sub-queries must be correlated. */
  personal: boolean
}

/** A window as conditions on the moment `at`. */
export function frameConditions(window: Window | undefined, at: string, context: CompileContext): FrameSql {
  if (!window) return { conditions: [], lowerBound: () => [], personal: false }
  if ("since" in window) {
    const start = context.since?.[window.since]
    if (!start) throw new Error(`A window since "${window.since}" was compiled outside a canvas.`)
    const lowerBound = (column: string) => [`${column} >= ${start}`]
    // Moments travel in milliseconds; a column may hold microseconds.
    const conditions = window.exactly ? [`date_trunc('milliseconds', ${at}) = ${start}`] : lowerBound(at)
    return { conditions, lowerBound, personal: true }
  }
  const { after, from, to } = frameOf(window, context.now, context.zone)
  const bound = (moment: Date) => `${context.bind(moment.toISOString())}::timestamptz`
  const lower = after ? `> ${bound(after)}` : from ? `>= ${bound(from)}` : null
  const lowerBound = (column: string) => (lower ? [`${column} ${lower}`] : [])
  const conditions = [...lowerBound(at), ...(to ? [`${at} < ${bound(to)}`] : [])]
  return { conditions, lowerBound, personal: false }
}
