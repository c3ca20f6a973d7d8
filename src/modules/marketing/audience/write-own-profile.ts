import { Refused } from "../../../core/problem"
import { refuseAttribute } from "../../../core/profile/attribute"
import type { OwnTraits } from "../../../core/profile/change"
import type { Sql } from "../database"
import type { ReadAttributes } from "./attributes"
import type { WriteProfile } from "./write-profile"

export type WriteOwnProfile = ReturnType<typeof writeOwnProfile>
type Parts = { readAttributes: ReadAttributes; writeProfile: WriteProfile }
type Given = { pid: number; customer_id: string; said: OwnTraits; yields?: boolean }

/**
 * What a signed-in shopper says of themselves, in the caller's transaction; of the store's own attributes those that staff opened
 * to shoppers. `yields`: their storefront says it for them, so what somebody edited here stays. Throws Refused.
 */
export const writeOwnProfile =
  ({ readAttributes, writeProfile }: Parts) =>
  async (tx: Sql, { pid, customer_id, said, yields }: Given, now: Date): Promise<void> => {
    const keys = Object.keys(said.attributes ?? {})
    const open =
      keys.length > 0 ? (await readAttributes(tx)).flatMap((one) => (one.by_shopper ? one.key : [])) : []
    // One that does not exist is refused in the same words: a shopper learns no names of what staff keeps.
    const closed = keys.filter((key) => !open.includes(key))
    if (closed.length > 0)
      throw new Refused(
        closed.map((key) => refuseAttribute("attribute/not-open", `attributes.${key}`, { key })),
      )
    await writeProfile(tx, { pid, customer_id, change: said, actor: customer_id, yields }, now)
  }
