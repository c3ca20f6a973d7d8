/**
 * Something a customer or visitor did, as it is kept for ever. `(at, key)` names the fact: recording it twice
 * changes nothing. Money is in minor units.
 */
export type ShopEvent = {
  at: Date
  key: string
  name: string
  pid?: number | null
  visitor?: string | null
  product?: number | null
  oid?: number | null
  amount?: number | null
  currency?: string | null
  /** False for what a browser said; only trusted events may lead to a benefit. Default: true. */
  trusted?: boolean
  props?: Record<string, unknown>
}
