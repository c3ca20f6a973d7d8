import type { FindField } from "./field"
import type { Rule } from "./schema"

/** A segment as other rules see it: by its rule when it has one, else by its members. */
export type KnownSegment = { no: number; rule: Rule | null }

export type CompileContext = {
  /** Takes a value and answers its place, "$n". Nothing of a rule enters the text in another way. */
  bind: (value: unknown) => string
  now: Date
  zone: string
  field: FindField
  segments: ReadonlyMap<string, KnownSegment>
  /** SQL that follows a product's number: is it one of those for which a predicate over `m`, a row of marketing_product, holds? */
  products: (predicate: (bind: CompileContext["bind"]) => string) => string
  /** SQL of an int[]: only these people are asked about, so sub-queries read only them. */
  people?: string
  /**
   * Inside a canvas: SQL of a moment of the row `p`, for windows with `since`; `passed` that of a jsonb with the moments by card.
   */
  since?: { entered: string; previous_node: string; passed?: string }
}

/** A condition in SQL. `exact`: never null. */
export type Leaf = { text: string; exact: boolean; negate?: boolean }
