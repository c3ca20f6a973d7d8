import type { Doings } from "../doings"
import type { Crowd } from "./crowd"
import type { Witness } from "./walk-ahead"

/** Keeps what a plan would have done about each, for the conditions that come later. */
export const noteDoings = (
  { pid, at }: Crowd,
  doings: Doings,
  enteredAt: (place: number) => Date,
): Pick<Witness, "entered" | "gave" | "sent" | "blocked"> => ({
  entered: (place) =>
    doings.note(pid[place]!, { did: "entered", node: null, channel: null, at: enteredAt(place).getTime() }),
  gave: (place, effects, gifts) => {
    for (const [index, effect] of effects.entries()) {
      const { expires_at = null, taken = 0 } = gifts[index] ?? {}
      doings.note(pid[place]!, { did: "effect", at: at[place]!, effect, expires_at, taken })
    }
  },
  sent: (place, message) => doings.note(pid[place]!, { did: "received", ...message }),
  blocked: (place, message) => doings.note(pid[place]!, { did: "failed", ...message }),
})

/** Of whom nothing else need be known than what is done about them. */
export const onlyDoings = (doing: ReturnType<typeof noteDoings>): Witness => ({
  ...doing,
  came: () => undefined,
  ended: () => undefined,
  rests: () => undefined,
  wake: async () => undefined,
})
