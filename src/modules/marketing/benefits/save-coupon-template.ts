import type { CouponTemplateInput } from "../../../benefits/coupon/template"
import { Conflict, Missing, type Problem, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { FindUnknown } from "../commerce/find-unknown"
import type { IsPromotionCode } from "../commerce/promotion-states"
import type { Database } from "../database"
import { refuseBenefit } from "./problems"
import { insertTemplate, lockTemplates, type NewTemplate } from "./store/templates"

/** Keeps a template whose promotion was just made. */
export const saveCouponTemplate =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (template: NewTemplate): Promise<void> => {
    await insertTemplate(database, template, await clock.now())
  }

/** Refuses what could never be granted or used; asked before the promotion is made. */
export const checkCouponTemplate =
  ({
    database,
    clock,
    findUnknown,
    isPromotionCode,
  }: {
    database: Database
    clock: Clock
    findUnknown: FindUnknown
    isPromotionCode: IsPromotionCode
  }) =>
  async (template: CouponTemplateInput): Promise<void> => {
    const problems = await unknownThings(template, findUnknown)
    const now = await clock.now()
    if (template.valid_until && new Date(template.valid_until) <= now)
      problems.push(refuseBenefit("template/until-past", "valid_until"))
    const { code } = template
    const isTaken =
      code &&
      ((await isPromotionCode(database, code)) ||
        // That of a promotion that is gone still stands on coupons of ours.
        (await database.one("select 1 from marketing_coupon_template where code = $1", [code])))
    if (isTaken) problems.push(refuseBenefit("template/code-taken", "code", { code }))
    if (problems.length > 0) throw new Refused(problems)
  }

/** Currencies, products and categories that the template names and the store does not have. */
async function unknownThings(
  { discount, minimum, scope }: CouponTemplateInput,
  findUnknown: FindUnknown,
): Promise<Problem[]> {
  const currencies: [path: string, currency: string][] = []
  if (discount.type === "amount") currencies.push(["discount.currency", discount.currency])
  if (minimum) currencies.push(["minimum.currency", minimum.currency])
  const ids = scope.type === "order" ? [] : scope.ids
  const unknown = await findUnknown({
    currencies: currencies.map(([, currency]) => currency),
    products: scope.type === "products" ? ids : [],
    categories: scope.type === "categories" ? ids : [],
  })
  const gone = new Set([...unknown.products, ...unknown.categories])
  const kind = scope.type === "products" ? "product" : "category"
  return [
    ...currencies
      .filter(([, currency]) => unknown.currencies.includes(currency))
      .map(([path, currency]) =>
        refuseBenefit("template/unknown-currency", path, { currency: currency.toUpperCase() }),
      ),
    ...ids.flatMap((id, index) =>
      gone.has(id) ? [refuseBenefit("template/unknown-thing", `scope.ids.${index}`, { kind, id })] : [],
    ),
  ]
}

/** Takes a template away again whose making failed half-way. */
export const forgetCouponTemplate =
  ({ database }: { database: Database }) =>
  async (id: string): Promise<void> => {
    await database.run("delete from marketing_coupon_template where id = $1 and granted = 0", [id])
  }

/** Changes a template's name, limit or validity; coupons that are granted keep their day. */
export const changeCouponTemplate =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (
    id: string,
    change: {
      name?: string
      grant_limit?: number | null
      valid_days?: number | null
      valid_until?: string | null
    },
  ): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const [template] = await lockTemplates(tx, [id])
      if (!template) throw new Missing("coupon template", id)
      const next = { ...template, ...change }
      if (next.grant_limit !== null && next.grant_limit < template.granted)
        throw new Refused([
          refuseBenefit("template/limit-below-granted", "grant_limit", { granted: template.granted }),
        ])
      if (change.valid_until && new Date(change.valid_until) <= now)
        throw new Refused([refuseBenefit("template/until-past", "valid_until")])
      await tx.run(
        `update marketing_coupon_template
         set name = $2, grant_limit = $3, valid_days = $4, valid_until = $5, updated_at = $6 where no = $1`,
        [template.no, next.name, next.grant_limit, next.valid_days, next.valid_until, now],
      )
    })
  }

/** No more coupons of it; those that people have stay valid. */
export const endCouponTemplate =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (id: string): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      const [template] = await lockTemplates(tx, [id])
      if (!template) throw new Missing("coupon template", id)
      if (template.state === "ended")
        throw new Conflict("template/ended", `The coupon template "${template.name}" has ended already.`)
      await tx.run("update marketing_coupon_template set state = 'ended', updated_at = $2 where no = $1", [
        template.no,
        now,
      ])
    })
  }
