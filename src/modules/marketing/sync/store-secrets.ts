import type { MarketingOptions } from "../options"

/** The store's secrets, the present one first; old ones still open what was sealed with them. */
export const storeSecrets = ({ secret, old_secrets }: MarketingOptions): string[] =>
  [secret, ...old_secrets].filter((one) => one !== undefined)
