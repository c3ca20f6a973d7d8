import type { Registry } from "../../../extension/registry"
import type { Sql } from "../database"
import type { MailSend } from "./store/mail"
import { canBeShared, profilesAt } from "./store/same-address"
import type { StoppedSend, WriteConsents } from "./write-consents"

/**
 * Writes a no to these channels for the reader of a mail. Whoever reads it speaks for the address, and a guest and an
 * account may both have it: the no is written for all of them. Answers what it stopped.
 */
export const writeRefusals =
  ({ registry, writeConsents }: { registry: Registry; writeConsents: WriteConsents }) =>
  async (
    tx: Sql,
    send: MailSend,
    channels: string[],
    given: { at: Date; proof: Record<string, unknown> },
  ): Promise<StoppedSend[]> => {
    const kind = registry.channels.get(send.channel)?.address ?? "none"
    const others = canBeShared(kind) && send.address ? await profilesAt(tx, kind, send.address) : []
    const pids = [...new Set([send.pid, ...others])].sort((a, b) => a - b)
    return writeConsents(
      tx,
      pids.flatMap((pid) =>
        channels.map((channel) => ({ pid, channel, topic: "marketing", state: "no" as const, ...given })),
      ),
    )
  }

export type WriteRefusals = ReturnType<typeof writeRefusals>
