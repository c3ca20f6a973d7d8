import { MedusaError } from "@medusajs/framework/utils"
import type { MarketingOptions } from "../options"
import type { LinkGround } from "./variables"

/** All secrets that links may be signed with: the present one first, then those that were before it. */
export const secretsOf = (options: MarketingOptions): string[] =>
  [options.secret, ...options.old_secrets].filter((secret) => secret !== undefined)

/** Where links lead and what signs them. Without a secret anyone could make them, so there are none. */
export function linkGround(options: MarketingOptions): LinkGround {
  if (!options.secret)
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "medusa-marketing-canvas: option secret (or projectConfig.http.jwtSecret) is needed to sign links in messages.",
    )
  return { publicUrl: options.public_url.replace(/\/+$/, ""), secret: options.secret }
}
