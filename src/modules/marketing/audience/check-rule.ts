import { own } from "../../../core/own"
import type { Problem, Values } from "../../../core/problem"
import { checkMeaning, checkShape, referencesIn } from "../../../core/rules/check"
import type { CheckContext, Thing } from "../../../core/rules/check-context"
import type { Rule } from "../../../core/rules/schema"
import { SHOP_THINGS } from "../../../core/rules/sources"
import type { Registry } from "../../../extension/registry"
import type { ReadShopNames } from "../commerce/read-shop-names"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments } from "./rule-surroundings"
import { namesOf, whatExists } from "./store/references"

export type CheckRule = ReturnType<typeof checkRule>
type Parts = {
  database: Database
  options: MarketingOptions
  readCatalogue: ReadCatalogue
  readShopNames: ReadShopNames
  registry: Registry
}
type Given = {
  rule: unknown
  /** The segment that it is going to be saved as, to see circles; without a name it keeps the one it has. */
  saved_as?: { id: string; name?: string }
  in_canvas?: boolean
  tx?: Sql
}

type Names = Awaited<ReturnType<ReadShopNames>>

/** Of these only a deletion is a mistake: what was imported is known by names that the store does not have. */
const OFTEN_IMPORTED: readonly Thing[] = SHOP_THINGS.filter((thing) => thing !== "product")

/** Everything that is wrong with a rule, with paths into it. Takes any input; throws nothing. */
export const checkRule =
  ({ database, options, registry, readCatalogue, readShopNames }: Parts) =>
  async ({ rule: given, saved_as, in_canvas, tx = database }: Given): Promise<{ problems: Problem[] }> => {
    const shape = checkShape(given)
    if (shape.length > 0) return { problems: shape }
    const rule = given as Rule
    const reached = await reachedSegments(tx, [rule])
    const segments = new Map<string, { name?: string; rule: Rule | null }>(
      [...reached].map(([id, { name, made_by }]) => [id, { name, rule: made_by }]),
    )
    const known = new Set(segments.keys())
    if (saved_as) segments.set(saved_as.id, { name: saved_as.name ?? segments.get(saved_as.id)?.name, rule })
    const catalogue = await readCatalogue(tx)
    const named = referencesIn(rule, catalogue.find)
    const there = await whatExists(tx, named)
    // We keep products that the store deleted: old orders hold them. Categories of an import the store never had.
    const ofShop = await readShopNames(named, tx)
    const isThere = (thing: Thing, id: string) =>
      (OFTEN_IMPORTED.includes(thing) || there.has(`${thing} ${id}`)) &&
      !ofShop.get(`${thing} ${id}`)?.deleted
    const context: CheckContext = {
      zone: options.timezone,
      field: catalogue.find,
      segments,
      exists: (thing: Thing, id) => {
        if (thing === "channel") return registry.channels.has(id)
        return thing === "segment" ? known.has(id) || id === saved_as?.id : isThere(thing, id)
      },
      saved_as: saved_as?.id,
      in_canvas,
    }
    return { problems: await withNames(tx, checkMeaning(rule, context), ofShop) }
  }

/** What is missing is said by the name that it had. */
async function withNames(sql: Sql, problems: Problem[], ofShop: Names): Promise<Problem[]> {
  const asked: Record<"segment" | "product" | "plan" | "coupon_template", string[]> = {
    ...{ segment: [], product: [], plan: [], coupon_template: [] },
  }
  const gone = problems.filter(({ code }) => code === "rule/missing")
  if (gone.length === 0) return problems
  for (const { values } of gone) own(asked, keyOf(values))?.push(String(values?.id))
  const ours = await namesOf(sql, asked)
  return problems.map((problem) => {
    const { code, values } = problem
    if (code !== "rule/missing") return problem
    const key = `${keyOf(values)} ${values?.id}`
    const name = ofShop.get(key)?.name ?? ours.get(key)?.name
    return name ? { ...problem, values: { ...values, name } } : problem
  })
}

const keyOf = (values: Values | undefined): string => String(values?.thing).replaceAll(" ", "_")
