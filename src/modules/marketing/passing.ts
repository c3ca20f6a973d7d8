/** SQLSTATE classes that speak of the connection, the server or other transactions, never of the people in a batch. */
const PASSING_STATES = /^(08|25P03|40|53|55|57|58)/

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
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (isStalePlan(error)) return true
  if (typeof code === "string")
    return code !== TOO_LONG && (PASSING_STATES.test(code) || /^E[A-Z]+$/.test(code))
  return /connection|timeout/i.test(error.message)
}
