import { compile } from "../../../core/rules/compile"
import type { CompileContext } from "../../../core/rules/compile-context"
import type { Rule } from "../../../core/rules/schema"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { collectValues } from "./collect-values"
import { productLookup } from "./product-lookup"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments, refuseTooLarge } from "./rule-surroundings"

export type CompileRule = ReturnType<typeof compileRule>
type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  readCatalogue: ReadCatalogue
}
type Given = Pick<CompileContext, "bind"> &
  Partial<Pick<CompileContext, "people" | "since">> & {
    /** A caller inside a transaction hands both in: waiting for a second connection there can lock the pool. */
    sql?: Sql
    now?: Date
  }

/**
 * A checked rule as SQL predicate over alias `p` (marketing_profile), with what it needs from the store: fields,
 * segments, time. Values go through `bind`.
 */
export const compileRule =
  ({ database, clock, options, readCatalogue }: Parts) =>
  async (rule: Rule, { bind, people, since, sql = database, now: given }: Given): Promise<string> => {
    const [catalogue, segments, now] = [
      await readCatalogue(sql),
      await reachedSegments(sql, [rule]),
      given ?? (await clock.now()),
    ]
    refuseTooLarge(rule, segments)
    const surroundings = { people, since, now, zone: options.timezone, field: catalogue.find, segments }
    const { ask, answer } = productLookup(sql)
    compile(rule, { ...surroundings, bind: collectValues().bind, products: ask })
    return compile(rule, { ...surroundings, bind, products: await answer(bind) })
  }
