/** The part of a profile that the store's customer row says. Null where it says nothing. */
export type ProfileOfCustomer = {
  email: string | null
  external_id: string | null
  language: string | null
  zone: string | null
  gender: string | null
  birthday: string | null
}

/**
 * Reads what shops keep in a customer's `metadata`: `gender`, `birthday` ("1990-05-17"), `language`, `timezone`,
 * `external_id`. Anything unreadable is left unknown, never guessed.
 */
export function profileOfCustomer(customer: {
  email: string | null
  metadata: Record<string, unknown> | null
}): ProfileOfCustomer {
  const told = customer.metadata ?? {}
  return {
    email: customer.email?.trim().toLowerCase() || null,
    external_id: textIn(told.external_id),
    language: textIn(told.language) ?? textIn(told.locale),
    zone: textIn(told.timezone),
    gender: textIn(told.gender)?.toLowerCase() ?? null,
    birthday: dayIn(told.birthday) ?? dayIn(told.date_of_birth),
  }
}

const textIn = (value: unknown): string | null =>
  typeof value === "string" && value.trim() && value.length <= 200 ? value.trim() : null

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** "1990-05-17" or an ISO moment that starts so; null for a day that no calendar has. */
function dayIn(value: unknown): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(textIn(value) ?? "")
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const last = month === 2 && !leap ? 28 : (DAYS_IN_MONTH[month - 1] ?? 0)
  return year >= 1800 && day >= 1 && day <= last ? match[0].slice(0, 10) : null
}
