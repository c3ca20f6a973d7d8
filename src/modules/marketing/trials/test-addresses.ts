import { domainToASCII, domainToUnicode } from "node:url"
import { errorsIn, Refused } from "../../../core/problem"
import { checkTestAddresses, refuseAddress, tidyAddresses } from "../../../core/trial/test-addresses"
import type { Database, Sql } from "../database"
import { addressesOfOthers, lastAddresses, noteAddresses, suppressedAddresses } from "./store/testers"

/** The addresses that somebody of the staff sent tests to last, newest first. */
export const listTestAddresses =
  ({ database }: { database: Database }) =>
  ({ actor }: { actor: string }): Promise<string[]> =>
    lastAddresses(database, actor)

/**
 * The addresses as tests use them, each once. Throws Refused for what is none, for too many, for those of customers who are not test
 * customers, and for those that get nothing any more: a test writes to none of them.
 */
export const readTestAddresses =
  ({ database }: { database: Database }) =>
  async ({ to, path }: { to: string[]; path: string }): Promise<string[]> => {
    const tidy = tidyAddresses(to)
    const problems = errorsIn(checkTestAddresses(tidy, path))
    if (problems.length > 0) throw new Refused(problems)
    const mail = tidy.filter((address) => address.includes("@"))
    const forms = mail.flatMap((address) => formsOf(address).map((form) => ({ address, form })))
    const numbers = tidy.filter((address) => !address.includes("@"))
    const others = await addressesOfOthers(database, forms, numbers)
    const suppressed = await suppressedAddresses(database, tidy)
    const refused = tidy.flatMap((address, index) => {
      const at = `${path}.${index}`
      if (others.has(address)) return [refuseAddress("trial/customers-address", at, { address })]
      return suppressed.has(address) ? [refuseAddress("trial/blocked-address", at, { address })] : []
    })
    if (refused.length > 0) throw new Refused(refused)
    return tidy
  }

/** All that may lead into one mailbox: what nobody sees is in it makes no other address of it. */
function formsOf(address: string): string[] {
  const plain = address
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "")
    .trim()
    .toLowerCase()
  const at = plain.lastIndexOf("@")
  const name = plain.slice(0, at)
  const domain = plain.slice(at + 1).replace(/\.+$/, "")
  const domains = [domain, domainToASCII(domain), domainToUnicode(domain)].filter(Boolean)
  return [...new Set([address.toLowerCase(), ...domains.map((one) => `${name}@${one.replace(/\.+$/, "")}`)])]
}

export type ReadTestAddresses = ReturnType<typeof readTestAddresses>

/** Remembers them for whoever used them. */
export const rememberTestAddresses =
  () =>
  async (tx: Sql, asked: { actor: string; to: string[] }, now: Date): Promise<void> => {
    if (asked.to.length > 0 && asked.actor) await noteAddresses(tx, asked.actor, asked.to, now)
  }

export type RememberTestAddresses = ReturnType<typeof rememberTestAddresses>
