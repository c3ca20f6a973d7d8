import { errorsIn, Refused } from "../../../core/problem"
import { checkTestAddresses, refuseAddress, tidyAddresses } from "../../../core/trial/test-addresses"
import type { Database, Sql } from "../database"
import { addressesOfOthers, lastAddresses, noteAddresses } from "./store/testers"

/** The addresses that somebody of the staff sent tests to last, newest first. */
export const listTestAddresses =
  ({ database }: { database: Database }) =>
  ({ actor }: { actor: string }): Promise<string[]> =>
    lastAddresses(database, actor)

/**
 * The addresses as tests use them, each once. Throws Refused for what is none, for too many, and for those of customers who are not
 * test customers: a test writes to none of them.
 */
export const readTestAddresses =
  ({ database }: { database: Database }) =>
  async ({ to, path }: { to: string[]; path: string }): Promise<string[]> => {
    const tidy = tidyAddresses(to)
    const problems = errorsIn(checkTestAddresses(tidy, path))
    if (problems.length > 0) throw new Refused(problems)
    const others = await addressesOfOthers(database, tidy)
    if (others.size > 0)
      throw new Refused(
        tidy.flatMap((address, index) =>
          others.has(address)
            ? [refuseAddress("trial/customers-address", `${path}.${index}`, { address })]
            : [],
        ),
      )
    return tidy
  }

export type ReadTestAddresses = ReturnType<typeof readTestAddresses>

/** Remembers them for whoever used them. */
export const rememberTestAddresses =
  () =>
  async (tx: Sql, asked: { actor: string; to: string[] }, now: Date): Promise<void> => {
    if (asked.to.length > 0 && asked.actor) await noteAddresses(tx, asked.actor, asked.to, now)
  }

export type RememberTestAddresses = ReturnType<typeof rememberTestAddresses>
