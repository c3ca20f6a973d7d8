import type { ChannelDefinition } from "../../../../extension/channel"

const ADDRESS: Record<ChannelDefinition["address"], string> = {
  email: "p.email is not null and p.email <> ''",
  phone: "p.phone is not null and p.phone <> ''",
  account: "p.has_account",
  none: "true",
}

/**
 * The person has an address for the channel, it was not found dead, and the channel's rule of consent allows to write. Ids of
 * channels are code, not input.
 */
export function reachableSql({ id, address, consent }: ChannelDefinition): string {
  const channel = `'${id.replaceAll("'", "''")}'`
  const said = (state: string) => `coalesce(p.consents ->> ${channel}, '') = '${state}'`
  const allowed = { none: "true", opt_in: said("yes"), opt_out: `not ${said("no")}` }[consent]
  return `(${ADDRESS[address]} and (${channel} = any(p.suppressed)) is not true and ${allowed})`
}
