import type { OrderBook, OrderLine, Spoken } from "./order-book"
import type { Named, Register } from "./register"
import { Rejected, type Rejection } from "./values"

/** `hash`: what the line says; of a customer it begins with whom it names, the rest is what it says of them. */
export type JudgedLine = Named & { line: number; hash: string }

/** Characters of a hash that say what its line speaks of: a customer, or for everything else the line itself. */
export const SUBJECT = 40
export const subjectOf = (hash: string): string => hash.slice(0, SUBJECT)

export type Verdict<T extends JudgedLine> = {
  /** `who` is null for a visitor without a name. `differs`: something of what the line says stays as it was. */
  accepted: { item: T; who: string | null; orderLine?: OrderLine; differs?: boolean }[]
  duplicates: { item: T; orderLine?: OrderLine }[]
  rejections: ({ line: number } & Rejection)[]
}

/**
 * Decides line by line, in the file's order, what is taken, what was taken before and what can't be. A run for real and a
 * dry run both decide here, over what the database knows and, in the dry run, what the file would have added to it.
 */
export function judge<T extends JudgedLine>(
  items: T[],
  /** `taken`: the last line of each subject. */
  known: { taken: Map<string, string>; register: Register; orders: OrderBook | null },
): Verdict<T> {
  const { taken, register, orders } = known
  const verdict: Verdict<T> = { accepted: [], duplicates: [], rejections: [] }
  for (const item of items) {
    const purchase = orders ? (item as T & Spoken) : null
    const repeated = purchase ? orders!.repeats(purchase) : undefined
    if (repeated || taken.get(subjectOf(item.hash)) === item.hash) {
      verdict.duplicates.push({ item, orderLine: repeated })
      continue
    }
    try {
      if (!isNamed(item)) verdict.accepted.push({ item, who: null })
      else {
        // Somebody new is called by the first line's name; the order must agree before anybody is entered.
        const who = register.whoIs(item)
        const orderLine = purchase ? orders!.take(purchase, who) : undefined
        register.enter(item)
        verdict.accepted.push({ item, who, orderLine, differs: register.differs(item) })
      }
      if (!purchase) taken.set(subjectOf(item.hash), item.hash)
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      verdict.rejections.push({ line: item.line, ...error.rejection })
    }
  }
  return verdict
}

export const isNamed = (person: Named): boolean => Boolean(person.external_id || person.email || person.phone)
