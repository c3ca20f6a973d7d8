import type { CompileContext } from "../../../core/rules/compile-context"
import type { Rule } from "../../../core/rules/schema"
import { factsIn } from "../../../core/rules/segments"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { collectValues } from "./collect-values"
import { asSubQuery, productLookup } from "./product-lookup"
import { type ReadAsMeant, segmentsAsMeant } from "./read-as-meant"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments, refuseTooLarge } from "./rule-surroundings"

export type InSurroundings = ReturnType<typeof inSurroundings>
type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  readAsMeant: ReadAsMeant
  readCatalogue: ReadCatalogue
}
type Given = Pick<CompileContext, "bind"> & {
  /** A caller inside a transaction hands both in: waiting for a second connection there can lock the pool. */
  sql?: Sql
  now?: Date
  /** Only some people are asked about: their rows are found by who they are, so products need not be looked up first. */
  few?: boolean
}

/**
 * Makes SQL of a checked rule, with what that needs from the store: fields, segments, products, time. `make` may be called
 * twice, first to learn which products it asks for; it is given the rule as it is meant here. Values go through `bind`.
 */
export const inSurroundings =
  ({ database, clock, options, readAsMeant, readCatalogue }: Parts) =>
  async <T>(
    rule: Rule,
    { bind, sql = database, now: given, few = false }: Given,
    make: (rule: Rule, context: CompileContext) => T,
  ): Promise<T> => {
    const reached = await reachedSegments(sql, [rule])
    const rules = [rule, ...[...reached.values()].flatMap((segment) => segment.rule ?? [])]
    const catalogue = await readCatalogue(sql, rules.flatMap(factsIn))
    const now = given ?? (await clock.now())
    refuseTooLarge(rule, reached)
    const meant = await readAsMeant(sql, rules, catalogue.find)
    const [asked, segments] = [meant(rule), segmentsAsMeant(reached, meant)]
    const surroundings = { now, zone: options.timezone, field: catalogue.find, segments }
    if (few) return make(asked, { ...surroundings, bind, products: asSubQuery(bind) })
    const { ask, answer } = productLookup(sql)
    make(asked, { ...surroundings, bind: collectValues().bind, products: ask })
    return make(asked, { ...surroundings, bind, products: await answer(bind) })
  }
