import type { MarketingOptions } from "../options"
import { whyNotAllowed } from "./post-outside"

export type MayPostTo = ReturnType<typeof mayPostTo>

/** Whether something may be sent to an address that a merchant gave, as far as it can be seen without asking anybody (S19). */
export const mayPostTo =
  ({ options }: { options: MarketingOptions }) =>
  (url: string): boolean =>
    whyNotAllowed(url, options.webhooks.allow_private) === null
