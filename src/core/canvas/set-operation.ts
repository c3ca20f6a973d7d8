/**
 * What a node does with everybody who comes to its inputs at once. Without a name an input is "in", a way out "out".
 *
 * - `first`: each person leaves by the way named like the first of `inputs` by which they came.
 * - `sample`: drawn anew for each run; out by "sample" and "rest".
 */
export type SetOperation =
  | { op: "union" }
  | { op: "intersect" }
  /** Whoever comes by "in" and not by "without". */
  | { op: "exclude" }
  | { op: "first"; inputs: string[] }
  | { op: "sample"; percent: number }
  | { op: "sample"; people: number }

/** Names of the inputs. */
export const inputsOf = (operation: SetOperation): string[] =>
  operation.op === "first" ? operation.inputs : operation.op === "exclude" ? ["in", "without"] : ["in"]

type Kind<S> = { entry?: boolean; watches?: unknown; set?: (settings: S) => SetOperation }

/** Names of the ways into a card of a kind: none where people come in, and beside the ways. */
export const waysInto = <S>({ entry, watches, set }: Kind<S>, settings: S): string[] =>
  entry || watches ? [] : set ? inputsOf(set(settings)) : ["in"]
