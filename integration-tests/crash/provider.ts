import { z } from "zod"
import { defineChannel } from "../../src/extension/channel"
import { defineMarketingExtension } from "../../src/extension/registry"
import type { Database } from "../../src/modules/marketing/database"

export const CHANNEL = "crash:mail"
/** The same, of which nobody gets more than a merchant allows. */
export const CAPPED = "crash:capped"
/** So many messages are handed over at the same time, and claimed together. */
export const CHANNEL_WAVE = 4

/** What the outside world saw: it has a memory of its own and knows nothing of our transactions. */
export const createProvider = (outside: Database) =>
  outside.run(
    "create table if not exists crash_provider (id bigint generated always as identity, key text not null)",
  )

/** Providers that do not recognise a message they were given before: what is unknown must be held. */
export const mortalChannel = (outside: Database) =>
  defineMarketingExtension({
    name: "crash",
    channels: [CHANNEL, CAPPED].map((id) =>
      defineChannel({
        id,
        icon: "envelope",
        label: { en: "Mail of the crash harness" },
        content: z.strictObject({ text: z.string() }),
        templates: { text: "text" },
        address: "email",
        consent: "none",
        unknown_policy: "hold",
        concurrency: CHANNEL_WAVE,
        deliver: async ({ key }) => {
          await outside.run("insert into crash_provider (key) values ($1)", [key])
          return { state: "sent", provider_ref: key }
        },
      }),
    ),
  })
