import type { Condition, Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import { sourceOf } from "../../../core/rules/sources"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { AnySegmentTemplate, TemplateParameter } from "../../../extension/segment-template"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import { sampleValues } from "../template-values"
import type { ListEventNames } from "./list-event-names"
import type { Catalogue, ReadCatalogue } from "./read-catalogue"
import type { ReadMissingSources } from "./read-missing-sources"

type Parts = {
  registry: Registry
  readCatalogue: ReadCatalogue
  readMissingSources: ReadMissingSources
  listEventNames: ListEventNames
  readStoreCurrency: ReadStoreCurrency
}
export type SegmentTemplateEntry = Omit<AnySegmentTemplate, "rule" | "parameters"> & {
  /** An amount says which currency its default is in. */
  parameters: (TemplateParameter & { currency?: string })[]
  /** What this store lacks for it. */
  unavailable: Labels | null
}

/** The gallery of segments in its order, with what this store lacks for each. */
export const listSegmentTemplates =
  ({ registry, readCatalogue, readMissingSources, listEventNames, readStoreCurrency }: Parts) =>
  async (): Promise<SegmentTemplateEntry[]> => {
    const [catalogue, events, currency] = [
      await readCatalogue(),
      await listEventNames(),
      await readStoreCurrency(),
    ]
    const missing = await readMissingSources(await catalogue.list())
    const seen = new Set([...events.filter((event) => event.seen).map((event) => event.name), ...OWN_EVENTS])
    return [...registry.segmentTemplates.values()].map((template) => {
      const { rule, parameters, ...told } = template
      const sample: Rule = rule(sampleValues(template, currency))
      const lacks = conditionsIn(sample).flatMap(({ condition, path }) => {
        // That nobody has any is an answer to who has none.
        const isNegated = path.split(".").includes("not")
        return lacking(condition, { catalogue, missing: isNegated ? NOTHING : missing, seen })
      })
      return {
        ...told,
        parameters: parameters.map((one) => (one.type === "amount" ? { ...one, currency } : one)),
        unavailable: lacks[0] ?? null,
      }
    })
  }

const NOTHING: ReadonlyMap<string, Labels> = new Map()
/** We read these off the store's own carts: that there are none yet is an answer and no lack. */
const OWN_EVENTS = ["cart_updated", "checkout_started"]

type Store = {
  catalogue: Catalogue
  missing: ReadonlyMap<string, Labels>
  /** Events that came in. */
  seen: ReadonlySet<string>
}

function lacking(condition: Condition, { catalogue, missing, seen }: Store): Labels[] {
  // Who holds which coupon is read from what the field counts.
  const fact = "fact" in condition ? condition.fact : "holds" in condition ? "coupons.free" : undefined
  if (fact) {
    const field = catalogue.find(fact)
    if (!field) return [unknownField(fact)]
    return [field.unavailable ?? missing.get(fact) ?? []].flat()
  }
  if (!("did" in condition)) return []
  return [condition.did, condition.then?.did, condition.not_then?.did]
    .filter((name) => name !== undefined)
    .filter((name) => sourceOf(name) === "event" && !seen.has(name))
    .map(unseenEvent)
}

const unknownField = (id: string): Labels => ({
  en: `This store has no field “${id}”.`,
  zhCN: `本店没有“${id}”这一字段。`,
})
const unseenEvent = (name: string): Labels => ({
  en: `No “${name}” has come in yet. The storefront sends it to POST /store/marketing/events.`,
  zhCN: `尚未收到“${name}”事件，请让店面发送到 POST /store/marketing/events。`,
})
