/**
 * A kind that lets people through in turn answers `{ do: "wait", until: ITS_TURN }` until `hasTurn(visit)`: it says how many pass
 * (`paces`), the module says whose turn it is, in the order in which they came.
 */
export const ITS_TURN = new Date("9999-12-31T00:00:00Z")

/** So many people in every span of this length, whenever it begins. */
export type Pace = { people: number; per: "minute" | "hour" | "day" }

export const PER_MS: Record<Pace["per"], number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

export const hasTurn = ({ state }: { state: Record<string, unknown> }): boolean => state.turn === true

/** When the last of those who wait has the turn, if nobody else comes and the plan goes on; null when nobody waits. */
export function lastTurn(
  { waiting, had, oldest }: { waiting: number; had: number; oldest: Date | null },
  { people, per }: Pace,
  now: Date,
): Date | null {
  if (waiting === 0) return null
  const later = waiting - Math.max(0, people - had)
  if (later <= 0) return now
  return new Date((oldest ?? now).getTime() + Math.ceil(later / people) * PER_MS[per])
}
