import type { ClaimedSend } from "./claim-sends"

/** After so many people it shows whether a text can be made at all. */
const ENOUGH = 5
/** What went well long ago says little of now. */
const REMEMBERED = 100

/** A card whose messages share their fate. */
export type SendingCard = { plan_no: number; node: string }
export const cardKey = ({ plan_no, node }: SendingCard): string => `${plan_no}:${node}`

/**
 * Finds the cards whose texts fail for more than half of the people: that is the text's mistake and not theirs. Kept by each
 * process for itself, like the breakers.
 */
export function createTextWatch() {
  const counts = new Map<string, { asked: number; failed: number }>()
  return {
    /** Answers which of these cards fail. */
    count: (made: ClaimedSend[], unmade: ClaimedSend[]): SendingCard[] => {
      const cards = new Map<string, SendingCard>()
      const add = (sends: ClaimedSend[], failed: 0 | 1) => {
        for (const send of sends) {
          const key = cardKey(send)
          cards.set(key, { plan_no: send.plan_no, node: send.node })
          const before = counts.get(key) ?? { asked: 0, failed: 0 }
          counts.set(key, { asked: before.asked + 1, failed: before.failed + failed })
        }
      }
      add(made, 0)
      add(unmade, 1)
      return [...cards].flatMap(([key, card]) => {
        const { asked, failed } = counts.get(key)!
        const fails = asked >= ENOUGH && failed * 2 > asked
        if (fails || asked >= REMEMBERED) counts.delete(key)
        return fails ? [card] : []
      })
    },
  }
}
