import type { Chore } from "../chore"
import type { Verbs } from "../verbs"

/** What this area does by itself, again and again, in a worker process. */
export const messagesChores = (verbs: Verbs): Chore[] => [
  // One chore a channel: a provider that hangs keeps the other channels waiting for nothing.
  ...verbs.sendChannels().map((channel) => ({
    name: `send ${channel}`,
    every_ms: 2_000,
    run: () => verbs.performSends({ channel }),
  })),
  // Walks over everything that waits, so it is done rarely.
  {
    name: "block orphaned messages",
    every_ms: 300_000,
    run: async () => {
      await verbs.blockOrphans()
      return false
    },
  },
]
