import { type ClaimSends, claimSends } from "../../src/modules/marketing/messages/claim-sends"
import { type RecordReceipts, recordReceipts } from "../../src/modules/marketing/messages/record-receipts"

/** The messages that a worker has claimed and of which it has not recorded what became of them. */
export type Holding = {
  /** Their keys. */
  sends: Set<string>
  /** It is claiming some just now; which, it would only know after the commit. */
  claiming: boolean
}

/** Verbs that keep `holding` up to date, around the honest ones or around those of a planted fault. */
export function watchSends(
  holding: Holding,
  replaced: Record<string, (parts: never) => unknown> = {},
): Record<string, (parts: never) => unknown> {
  const makeClaim = (replaced.claimSends ?? claimSends) as (parts: unknown) => ClaimSends
  const makeRecord = (replaced.recordReceipts ?? recordReceipts) as (parts: unknown) => RecordReceipts
  const keys = new Map<number, string>()
  return {
    ...replaced,
    claimSends: (parts: never): ClaimSends => {
      const claim = makeClaim(parts)
      return async (...asked) => {
        holding.claiming = true
        const claimed = await claim(...asked)
        for (const { id, key } of claimed.sends) {
          keys.set(id, key)
          holding.sends.add(key)
        }
        holding.claiming = false
        return claimed
      }
    },
    recordReceipts: (parts: never): RecordReceipts => {
      const record = makeRecord(parts)
      return async (receipts) => {
        await record(receipts)
        for (const { id } of receipts) holding.sends.delete(keys.get(id)!)
      }
    },
  }
}

/** What all the dead of one plan held. */
export type Estate = { sends: Set<string>; claims: number }

export const noEstate = (): Estate => ({ sends: new Set(), claims: 0 })

export function inherit(
  estate: Estate,
  { sends, claiming }: { sends: Iterable<string>; claiming: boolean },
): void {
  for (const key of sends) estate.sends.add(key)
  if (claiming) estate.claims++
}
