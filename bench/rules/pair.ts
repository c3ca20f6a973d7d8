import type { Rule } from "../../src/core/rules/schema"
import { NOW } from "../store"

/** A rule, and the SQL that somebody who knows the tables would write for it by hand: what must hold of a row `p` of marketing_profile. */
export type Pair = { name: string; rule: Rule; sql: string }

/** So many days before the moment that is asked about. */
export const ago = (days: number): string =>
  `timestamptz '${new Date(NOW.getTime() - days * 86_400_000).toISOString()}'`

/** A day of the calendar so many days after today. */
export const day = (days: number): string =>
  `date '${new Date(NOW.getTime() + days * 86_400_000).toISOString().slice(0, 10)}'`

export const now = ago(0)
