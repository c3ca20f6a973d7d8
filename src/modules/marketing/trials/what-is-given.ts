import type { TrialEffect } from "../../../core/trial/trial"
import type { Effect } from "../../../extension/outcome"
import type { ForeseeGifts } from "../benefits/foresee-gifts"
import type { GetCouponTemplate } from "../benefits/list-coupon-templates"
import type { Database } from "../database"
import type { TestMessage } from "../messages/send-test"
import type { Standing } from "./standing"
import { couponsBefore, stepsBefore } from "./store/trial-steps"
import type { ClaimedTrial } from "./store/trials"

export type GiftParts = {
  database: Database
  foreseeGifts: ForeseeGifts
  getCouponTemplate: GetCouponTemplate
}

const DAY_MS = 86_400_000

/** What would become of each effect of a card, by the rules by which they are written. Nothing is. */
export async function whatIsGiven(
  { database, foreseeGifts, getCouponTemplate }: GiftParts,
  { no, plan_no, pid }: ClaimedTrial,
  { clock, place }: Standing,
  effects: Effect[],
): Promise<TrialEffect[]> {
  const takes = effects.some(({ type }) => type === "take-back")
  const gifts = await foreseeGifts(database, { plan_no, now: clock, takes })
  // What was given on the way here counts for what can be given and taken now.
  for (const step of await stepsBefore(database, no, place.hop)) {
    const before = step.effects.map(({ effect }) => effect as Effect)
    await gifts.load(before, () => [pid])
    for (const effect of before) gifts.judge(effect, pid, new Date(step.left_at ?? step.arrived_at).getTime())
  }
  await gifts.load(effects, () => [pid])
  return Promise.all(
    effects.map(async (effect) => {
      const { done, reason, expires_at, taken } = gifts.judge(effect, pid, clock.getTime())
      const template =
        effect.type === "coupon" && (await getCouponTemplate(effect.template_id).catch(missing))
      return {
        effect,
        done,
        ...(template ? { name: template.name } : {}),
        ...(reason ? { reason } : {}),
        ...(expires_at ? { expires_at: expires_at.toISOString() } : {}),
        ...(taken ? { taken } : {}),
      }
    }),
  )
}

/** The coupons that the person would have by now, as messages speak of them. */
export async function couponsGiven(
  { database, getCouponTemplate }: GiftParts,
  { no }: ClaimedTrial,
  { place }: Standing,
): Promise<TestMessage["coupons"]> {
  const given = await couponsBefore(database, no, place.hop)
  const coupons = await Promise.all(
    given.map(async ({ template_id, at }) => {
      const template = await getCouponTemplate(template_id).catch(missing)
      if (!template) return []
      const { code, name, valid_days, valid_until } = template
      const ends = valid_days === null ? null : new Date(new Date(at).getTime() + valid_days * DAY_MS)
      return [{ code, name, expires_at: earlier(ends, valid_until) }]
    }),
  )
  return coupons.flat()
}

/** A template that is gone is one of the reasons why nothing is given. */
const missing = (error: unknown): null => {
  if ((error as { name?: unknown } | null)?.name === "Missing") return null
  throw error
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one < other ? one : other) : (one ?? other)
