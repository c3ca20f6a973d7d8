import type { CompileContext } from "./compile-context"

type Text = (context: Pick<CompileContext, "bind" | "now" | "zone">) => string

/**
 * A number that each person's rows come to: the SQL of the rows, of their person, and of the value, which is never null. This
 * is an aggregate over a person's rows (`sum(l.quantity)`), or where nobody has more than one (`single`) a value of that row.
 * Of a boolean, having such a row is what makes it true.
 */
export type Totals = {
  from: string
  where?: Text
  pid: string
  value: Text
  /** Not all of these rows count, only such. */
  only?: Text
  single?: true
}

/** SQL of (pid, value), one row a person. */
export const totalsSql = (
  { from, where, pid, value, only, single }: Totals,
  context: Parameters<Text>[0],
): string =>
  `select ${pid} as pid, ${value(context)} as value from ${from}
    where ${both(where?.(context), only?.(context))}${single ? "" : ` group by ${pid}`}`

/** Two conditions, each of which may be left out. */
export const both = (a: string | undefined, b: string | undefined): string =>
  [a, b].flatMap((text) => (text ? [`(${text})`] : [])).join(" and ") || "true"
