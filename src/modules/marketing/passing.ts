import { MedusaError } from "@medusajs/framework/utils"

/** SQLSTATE classes that speak of the connection, the server or other transactions, never of the people in a batch. */
const PASSING_STATES = /^(08|25P03|40|53|55|57|58)/

/** How Medusa refuses what it is given. */
const { INVALID_DATA, INVALID_ARGUMENT, DUPLICATE_ERROR, NOT_FOUND, NOT_ALLOWED } = MedusaError.Types
const REFUSALS: string[] = [INVALID_DATA, INVALID_ARGUMENT, DUPLICATE_ERROR, NOT_FOUND, NOT_ALLOWED]

/** A statement that took too long: fewer people at once may help, the same again will not. */
const TOO_LONG = "57014"

/** A statement's kept plan fits no more, because a table was changed under it, or the server forgot it. */
export const isStalePlan = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return code === "26000" || (code === "0A000" && error.message.includes("cached plan"))
}

/**
 * Whether trying the same again later may help: the database is away, overloaded or was in conflict. Anything else is
 * about the data or the code, and is looked for person by person.
 */
export function isPassing(error: unknown): boolean {
  // Workflows hand on what their steps threw as plain copies.
  const { code, message, type } = (error ?? {}) as { code?: unknown; message?: unknown; type?: string }
  if (isStalePlan(error)) return true
  if (typeof code === "string")
    return code !== TOO_LONG && (PASSING_STATES.test(code) || /^E[A-Z]+$/.test(code))
  // A refusal quotes what was given, and an address may read like a failure.
  if (type && REFUSALS.includes(type)) return false
  return typeof message === "string" && /connection|timeout/i.test(message)
}
