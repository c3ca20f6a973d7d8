/** `only`: of which rows it is asked, where not of all. */
type RowSql = { holds: string; only?: string }

/**
 * A question about the rows that a person has in another table: is there one of which something holds? `negate`: is there
 * none? So of somebody without any row the answer is `negate`.
 */
export type RowTest = {
  /** The same text for questions about the same rows. */
  rows: string
  /** Nobody has more than one of these rows. */
  single: boolean
  negate: boolean
  /**
   * What must hold of a row; null: any will do. Made only when it is asked for: PostgreSQL refuses a value that the text does
   * not use. `alone`: nothing else is asked of these rows.
   */
  test: ((alone: boolean) => RowSql) | null
  /** SQL that there is a row like this. */
  some: (test: RowSql | undefined) => string
}

/** Is there such a row? */
export const someRow = ({ some, test }: RowTest): string => some(test?.(true))

/**
 * Of all these questions (or of any of them, by `word`), those about the same rows made into one: PostgreSQL then reads the
 * rows once. Of several rows each may fit something else, so only "some row fits one or the other" and "no row fits either"
 * are one question; where nobody has more than one row, all of them are.
 */
export function rowsTogether(tests: RowTest[], word: "and" | "or"): RowTest[] {
  const byRows = new Map<string, RowTest[]>()
  for (const test of tests) byRows.set(test.rows, [...(byRows.get(test.rows) ?? []), test])
  return [...byRows.values()].flatMap((same) => {
    if (same[0]!.single) return [together(same, word)]
    const [apart, one] = divided(same, word)
    return [...apart, ...(one.length > 0 ? [together(one, word)] : [])]
  })
}

/** Those of which the first that finds a row settles it: "some row" of `or`, "no row" of `and`. They come second. */
const divided = (tests: RowTest[], word: "and" | "or"): [RowTest[], RowTest[]] => {
  const settles = word === "and"
  return [tests.filter(({ negate }) => negate !== settles), tests.filter(({ negate }) => negate === settles)]
}

function together(tests: RowTest[], word: "and" | "or"): RowTest {
  if (tests.length === 1) return tests[0]!
  const [every, any] = divided(tests, word)
  // The one row must fit all of these, and none of the others.
  if (every.length > 0) return { ...every[0]!, test: fittingAll(every, any) }
  const whichever = any.some(({ test }) => !test)
  return { ...any[0]!, test: whichever ? null : () => ({ holds: any.map(holds).join(" or ") }) }
}

function fittingAll(fitting: RowTest[], others: RowTest[]): RowTest["test"] {
  const asked = fitting.filter(({ test }) => test)
  if (asked.length + others.length === 0) return null
  return () => ({
    holds: [...asked.map(holds), ...others.map((other) => `${holds(other)} is not true`)].join(" and "),
  })
}

const holds = ({ test }: RowTest): string => `(${test ? test(false).holds : "true"})`
