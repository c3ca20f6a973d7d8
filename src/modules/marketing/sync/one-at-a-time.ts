import type { Database } from "../database"
import { holdLock, type StillHeld } from "../hold-lock"

/** First half of the locks' keys: a mirror and a webhook of one segment may be at work side by side. */
export const MIRROR = 7_109_001
export const WEBHOOK = 7_109_002

/** Does the work unless another process is at it for the same segment; null then. */
export const oneAtATime = <T>(
  database: Database,
  { what, segment_no }: { what: number; segment_no: number },
  work: (stillHeld: StillHeld) => Promise<T>,
): Promise<{ value: T } | null> => holdLock(database, [what, segment_no], work)
