import type { ZodType } from "zod"
import type { Problem } from "../core/problem"
import type { Labels } from "./labels"

/** One message as it is handed to a channel: rendered, consented, addressed. */
export type Delivery = {
  /** The message's own, stable for ever. */
  key: string
  /** The same however often we try by ourselves, another one each time a person decides "send it again": for a provider that de-duplicates. */
  decision_key: string
  /** The person's address in this channel; for `address: "account"` and `"none"` their customer id. */
  to: string
  /** Empty in a test that leaves the shop: its address is not the customer's. */
  customer_id: string
  content: Record<string, unknown>
  /** Set where the channel supports it, e.g. List-Unsubscribe for e-mail. */
  headers: Record<string, string>
  /** Aborted when the time limit is over; the send is then `unknown`. */
  signal: AbortSignal
}

export type DeliveryResult =
  | { state: "sent"; provider_ref?: string }
  /** The provider surely does not have it. `retry` asks for another attempt (with `after_ms` at the earliest). */
  | { state: "failed"; reason: string; retry?: boolean; after_ms?: number }
  /** The provider may have it. What happens then is the channel's `unknown_policy`. */
  | { state: "unknown"; reason: string }

/** What a channel may use to deliver. Everything outside comes through here, so tests can put it aside. */
export type ChannelPorts = {
  /** Medusa's Notification module, one message at a time; throws what the module throws. */
  notify: (input: {
    to: string
    channel: string
    content: { subject?: string; html?: string; text?: string; headers?: Record<string, string> }
    data: Record<string, unknown>
    idempotency_key: string
    receiver_id?: string
  }) => Promise<{ id: string; external_id?: string | null }>
  /** Puts a message into the shopper's own inbox (our database), idempotent by key. */
  inbox: (input: {
    key: string
    customer_id: string
    title: string
    body: string
    link?: string
  }) => Promise<void>
  log: (line: string) => void
}

/**
 * A way to reach people. Brings its node `message:<id>` by itself.
 */
export type ChannelDefinition = {
  id: string
  icon: string
  label: Labels
  explanation?: Labels
  /** Schema of what a merchant writes. Texts are Liquid. */
  content: ZodType
  /** Keys of `content` that are Liquid templates, and whether their output is HTML (auto-escaped) or plain text. */
  templates: Record<string, "html" | "text" | "header">
  /** Where it goes. account: into the shop itself, for those who can log in · none: to nobody's address (the log). */
  address: "email" | "phone" | "account" | "none"
  /** opt_in: only with a recorded yes · opt_out: unless a recorded no · none: always (own inbox, log). */
  consent: "opt_in" | "opt_out" | "none"
  /** After a crash or time-out between hand-over and receipt: keep it for a person, or send again. */
  unknown_policy: "hold" | "resend"
  /** Cost of one message in minor units, for estimates. */
  price?: { amount: number; currency: string }
  /** Sends handed over at the same time by one process. */
  concurrency?: number
  check?: (content: Record<string, unknown>, path: string) => Problem[]
  deliver: (delivery: Delivery, ports: ChannelPorts) => Promise<DeliveryResult>
}

/** A message that does not leave the shop: it goes to a customer, not to an address, and disturbs nobody. */
export const staysInHouse = ({ address }: Pick<ChannelDefinition, "address">): boolean =>
  address === "account" || address === "none"

/** The log of the server, which no customer reads. */
export const isLog = ({ id }: Pick<ChannelDefinition, "id">): boolean => id === "log"

export const defineChannel = (channel: ChannelDefinition): ChannelDefinition => channel
