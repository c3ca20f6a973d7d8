import type { ChannelPorts } from "../../../extension/channel"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { Ports } from "../ports"
import { insertInboxMessage } from "./store/inbox"

/** What channels may use: the store's ports and our own inbox. `notify` is read at each call, because it is connected late. */
export const channelPorts = ({
  database,
  clock,
  ports,
}: {
  database: Database
  clock: Clock
  ports: Ports
}): ChannelPorts => ({
  notify: (input) => ports.notify(input),
  inbox: async (message) => {
    await insertInboxMessage(database, message, await clock.now())
  },
  log: (line) => ports.log(line),
})

export type ChannelPortsOf = ReturnType<typeof channelPorts>
