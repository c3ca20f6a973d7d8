import { channelPorts } from "./channel-ports"
import { claimSends } from "./claim-sends"
import { performSends } from "./perform-sends"
import { prepareWave } from "./prepare-wave"
import { queueMessages } from "./queue-messages"
import { recordReceipts } from "./record-receipts"

/** The verbs of this area by name, as the container registers them. */
export const messagesVerbs = {
  queueMessages,
  claimSends,
  prepareWave,
  channelPorts,
  recordReceipts,
  performSends,
}
