import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import type { MarketingExtension } from "../../extension/registry"

/** Options of the plugin in medusa-config.ts. All have a default: `{ resolve: "medusa-marketing-canvas", options: {} }` works. */
export const optionsSchema = z.strictObject({
  /** IANA zone of the store: its days, months and times of day. */
  timezone: z.string().default("UTC").refine(isZone, "is not an IANA time zone such as Europe/Berlin"),
  /** Where shoppers' links lead, e.g. https://shop.example; tracked links are made under it. */
  public_url: z.url().default("http://localhost:9000"),
  /** Signs links in messages. Default: the store's jwtSecret. */
  secret: z.string().min(8).optional(),
  /** Secrets used before: links in messages already sent keep working after a change of `secret`. */
  old_secrets: z.array(z.string().min(8)).default([]),
  /** Turns on the `bull` driver: wake-ups and `send_rates` across processes. */
  redis_url: z.string().optional(),
  /** Messages a second that a channel's provider takes, e.g. { email: 50 }; all processes together with `redis_url`, else each. */
  send_rates: z.record(z.string(), z.number().positive().max(100_000)).default({}),
  /** Put false to run no background work in this process whatever Medusa's worker mode says. */
  worker: z.boolean().default(true),
  /** Register our handlers for the core's checkout hooks; put false when the store calls the exported functions itself. */
  checkout_hooks: z.boolean().default(true),
  /** Value of one point in minor units of each currency, e.g. { eur: 1 }: 100 points are 1 EUR. */
  point_value: z
    .record(z.string(), z.number().int().positive())
    .refine(
      (values) => Object.keys(values).every((code) => /^[a-z]{3}$/.test(code)),
      "names currencies in lower case, such as { eur: 1 }",
    )
    .default({ eur: 1, usd: 1 }),
  /** Put `allow_private: true` only where receivers of webhooks stand in the store's own network: http, any port and any address. */
  webhooks: z.strictObject({ allow_private: z.boolean().default(false) }).prefault({}),
  /**
   * How often storefronts may tell events: calls a second from one address and of one visitor; after a pause ten seconds' worth at
   * once. Each process counts for itself. Raise the first where your storefront's server tells them for its shoppers.
   */
  events: z
    .strictObject({
      calls_per_ip: z.number().positive().max(100_000).default(20),
      calls_per_visitor: z.number().positive().max(100_000).default(5),
    })
    .prefault({}),
  /** Packages or values that bring kinds, fields, channels, benefits and triggers. */
  extensions: z
    .array(z.union([z.string(), z.custom<MarketingExtension>((v) => typeof v === "object" && v !== null)]))
    .default([]),
})

export type MarketingOptions = z.infer<typeof optionsSchema>

export function readOptions(given: unknown): MarketingOptions {
  // Medusa adds its own `database` key to every module's options.
  const { database: _, ...own } = (given ?? {}) as Record<string, unknown>
  const read = optionsSchema.safeParse(own)
  if (read.success) return read.data
  const first = read.error.issues[0]!
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `medusa-marketing-canvas: option ${first.path.join(".") || "(root)"}: ${first.message}`,
  )
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}
