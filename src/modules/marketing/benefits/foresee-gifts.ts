import type { PreRunResult } from "../../../core/pre-run/result"
import { onceADay } from "../../../core/time/once-a-day"
import { addDays, dayOf, startOfDay } from "../../../core/time/zone"
import type { Effect } from "../../../extension/outcome"
import type { PromotionState, PromotionStates } from "../commerce/promotion-states"
import type { Sql } from "../database"
import type { MarketingOptions } from "../options"
import { pursesAhead } from "./purses-ahead"
import { type ForeseenTemplate, readBlocks, readTemplates } from "./store/foresee"
import { earlier, reasonAgainst } from "./write-coupons"

type Asked = {
  plan_no: number
  now: Date
  /** Somewhere in the plan something is taken back. */
  takes: boolean
}

export type ForeseenGift = {
  done: boolean
  reason?: string
  /** Of what was given: when it runs out. */
  expires_at?: Date | null
  /** Of what was taken back: how much there was. */
  taken?: number
}

export type GiftForesight = {
  /** Reads what judging these effects on these people needs. */
  load: (effects: Effect[], pids: () => number[]) => Promise<void>
  /** What would become of one effect at `at`, milliseconds; in the order of time. */
  judge: (effect: Effect, pid: number, at: number) => ForeseenGift
  /** What was given and taken in all. */
  sum: () => Pick<PreRunResult, "coupons" | "points" | "taken_back">
}

type CouponSum = { template: ForeseenTemplate | null; granted: number; refused: Record<string, number> }

/** Says which benefits would be given and which refused, by the same rules by which they are; writes and locks nothing. */
export const foreseeGifts =
  ({ options, promotionStates }: { options: MarketingOptions; promotionStates: PromotionStates }) =>
  async (sql: Sql, { plan_no, now, takes }: Asked): Promise<GiftForesight> => {
    const blocked = new Map(
      (await readBlocks(sql, now)).map(({ pid, at, until }) => [
        pid,
        { at: at.getTime(), until: until?.getTime() ?? Number.POSITIVE_INFINITY },
      ]),
    )
    const isBlocked = (pid: number, at: number) => {
      const block = blocked.get(pid)
      return block !== undefined && block.at <= at && block.until > at
    }
    const coupons = new Map<string, CouponSum>()
    const promotions = new Map<string, PromotionState>()
    const points: PreRunResult["points"] = { granted: 0, refused: {}, liability: {} }
    const taken_back = { points: 0, coupons: 0 }
    const purses = takes ? pursesAhead(sql, { plan_no, now }) : null

    const load: GiftForesight["load"] = async (effects, pids) => {
      const wanted = effects.flatMap((one) => (one.type === "coupon" ? [one.template_id] : []))
      const fresh = [...new Set(wanted)].filter((id) => !coupons.has(id))
      if (fresh.length > 0) {
        const found = new Map((await readTemplates(sql, fresh)).map((template) => [template.id, template]))
        for (const id of fresh) coupons.set(id, { template: found.get(id) ?? null, granted: 0, refused: {} })
        const states = await promotionStates(
          sql,
          [...found.values()].map((template) => template.promotion_id),
        )
        for (const [id, state] of states) promotions.set(id, state)
      }
      if (effects.some((one) => one.type === "take-back")) await purses?.load(pids())
    }

    const judgeCoupon = (id: string, pid: number, at: number): ForeseenGift => {
      const sum = coupons.get(id)!
      const { template } = sum
      const promotion = template ? promotions.get(template.promotion_id) : undefined
      const limit = template?.grant_limit ?? null
      const reason =
        reasonAgainst(template ?? undefined, new Date(at)) ??
        (isBlocked(pid, at) ? "blocked" : null) ??
        (promotion && promotion !== "active" ? `promotion_${promotion}` : null) ??
        (limit !== null && template!.granted + sum.granted >= limit ? "budget_empty" : null)
      if (reason) return refusedBy(sum.refused, reason)
      sum.granted++
      purses?.giveCoupon(pid, id)
      return {
        done: true,
        expires_at: earlier(endAfter(template?.valid_days, at), template?.valid_until ?? null),
      }
    }

    const judge: GiftForesight["judge"] = (effect, pid, at) => {
      switch (effect.type) {
        case "coupon":
          return judgeCoupon(effect.template_id, pid, at)
        case "points": {
          if (isBlocked(pid, at)) return refusedBy(points.refused, "blocked")
          if (!Number.isSafeInteger(effect.amount) || effect.amount <= 0)
            return refusedBy(points.refused, "amount_invalid")
          points.granted += effect.amount
          if ((effect.system ?? "points") === "points") purses?.givePoints(pid, effect.amount)
          return { done: true, expires_at: endAfter(effect.expires_in_days, at) }
        }
        case "benefit-block":
          if (!effect.blocked) blocked.delete(pid)
          else
            blocked.set(pid, {
              at,
              until: effect.days === null ? Number.POSITIVE_INFINITY : endOf(effect.days, at).getTime(),
            })
          return DONE
        case "take-back": {
          const taken = purses?.take(pid, effect) ?? 0
          taken_back[effect.of] += taken
          return taken > 0 ? { done: true, taken } : { done: false, reason: "nothing_to_take" }
        }
        default:
          return DONE
      }
    }
    const dayAt = onceADay((at) => dayOf(at, options.timezone))
    const ends = new Map<string, Date>()
    /** With the last moment of the last day, as what is given. */
    const endOf = (days: number, at: number): Date => {
      const day = addDays(dayAt(at), days + 1)
      const known = ends.get(day) ?? startOfDay(day, options.timezone)
      ends.set(day, known)
      return known
    }
    const endAfter = (days: number | null | undefined, at: number): Date | null =>
      days === null || days === undefined ? null : endOf(days, at)

    const sum: GiftForesight["sum"] = () => ({
      coupons: [...coupons].map(([template_id, { template, granted, refused }]) => ({
        template_id,
        name: template?.name ?? template_id,
        granted,
        refused,
        liability: template && liabilityOf(template, granted),
      })),
      points: {
        ...points,
        liability: Object.fromEntries(
          Object.entries(options.point_value).map(([currency, each]) => [currency, points.granted * each]),
        ),
      },
      taken_back,
    })
    return { load, judge, sum }
  }

export type ForeseeGifts = ReturnType<typeof foreseeGifts>

const DONE: ForeseenGift = { done: true }

function refusedBy(reasons: Record<string, number>, reason: string): ForeseenGift {
  reasons[reason] = (reasons[reason] ?? 0) + 1
  return { done: false, reason }
}

/** A share of the cart, or the postage, is worth what the cart is. */
const liabilityOf = (
  { value: { discount } }: ForeseenTemplate,
  granted: number,
): Record<string, number> | null =>
  discount.type === "amount" ? { [discount.currency]: discount.amount * granted } : null
