import { toMinor } from "../../../core/money"
import { catalogEvent } from "../../../extension/starts"
import type { CatalogNow, CorePromotion } from "../commerce/catalog-now"
import type { Sql } from "../database"
import type { CatalogNews } from "../occasions/note-catalog"
import { canAskFor, replacePromotions, selectTargets } from "./store/promotions"

const OPERATORS = new Set(["eq", "in"])
const [GROUP, REGION, COUNTRY] = ["customer.groups.id", "region.id", "shipping_address.country_code"]
/** What we can say of a customer, in the words of the core's promotions. */
const KNOWN = [GROUP, REGION, COUNTRY]

/**
 * Remembers which promotions hold now, in the caller's transaction; answers those that did not before. One that asks for more
 * than the customer's group, region and country, or for products in a way that we cannot answer, is nobody's news: it might hold for
 * nobody we tell.
 */
export const comparePromotions =
  ({ catalogNow }: { catalogNow: CatalogNow }) =>
  async (tx: Sql, now: Date): Promise<CatalogNews[]> => {
    const promotions = await catalogNow.promotions(tx, now)
    const begun = await replacePromotions(
      tx,
      promotions.map((promotion) => promotion.promotion_id),
      now,
    )
    const news: CatalogNews[] = []
    for (const promotion of promotions) {
      if (!begun.has(promotion.promotion_id) || !isTold(promotion)) continue
      const { targets } = promotion
      const products = targets.length === 0 ? [null] : await selectTargets(tx, targets)
      for (const audience of audiencesOf(promotion))
        for (const product_id of products) news.push(newsOf(promotion, { product_id, audience }, now))
    }
    return news
  }

export type ComparePromotions = ReturnType<typeof comparePromotions>

const isTold = ({ rules, targets }: CorePromotion): boolean =>
  rules.every(({ attribute, operator }) => KNOWN.includes(attribute) && OPERATORS.has(operator)) &&
  new Set(rules.map(({ attribute }) => attribute)).size === rules.length &&
  targets.every(({ attribute, operator }) => canAskFor(attribute) && OPERATORS.has(operator))

const asked = ({ rules }: CorePromotion, attribute: string): string[] | null =>
  rules.find((rule) => rule.attribute === attribute)?.values ?? null

const audiencesOf = (promotion: CorePromotion): (string | null)[] => asked(promotion, GROUP) ?? [null]

function newsOf(
  promotion: CorePromotion,
  { product_id, audience }: { product_id: string | null; audience: string | null },
  now: Date,
): CatalogNews {
  const { promotion_id, code, is_automatic, type, value, currency, ends_at } = promotion
  const off = type === "fixed" && currency ? { amount_off: toMinor(value ?? "", currency), currency } : {}
  const props = {
    about: promotion_id,
    promotion_id,
    product_id,
    // Only what is not automatic asks for it.
    code,
    is_automatic,
    ...(type === "percentage" ? { percent: Number(value) } : off),
    ends_at: ends_at?.toISOString() ?? null,
  }
  return {
    of: "promotion",
    about: promotion_id,
    product_id,
    variant_id: null,
    // A share of the price, too, where the promotion is for one currency only.
    currency,
    audience,
    region: null,
    regions: asked(promotion, REGION),
    countries: asked(promotion, COUNTRY)?.map((code) => code.toLowerCase()) ?? null,
    weight: 0,
    event: { name: catalogEvent("promotion"), at: now, amount: null, currency, trusted: true, props },
  }
}
