import type { Effect, EffectResult, EffectType } from "../../../extension/outcome"
import type { RecordTouches, Touch } from "../attribution/record-touches"
import type { WriteAttributes } from "../audience/write-attributes"
import type { WriteMemberships } from "../audience/write-memberships"
import type { WriteReps } from "../audience/write-reps"
import type { WriteTags } from "../audience/write-tags"
import type { TakeBack } from "../benefits/take-back"
import type { WriteBlocks } from "../benefits/write-blocks"
import type { WriteCoupons } from "../benefits/write-coupons"
import type { WritePoints } from "../benefits/write-points"
import type { Sql } from "../database"
import type { EffectRow, EffectWriter } from "../effects"
import type { WriteLeadCorrections } from "../lifecycle/write-lead-corrections"
import { recordEffects, type WrittenEffect } from "./store/effects"
import { type Gift, go, type Traveller } from "./traveller"

type Gifted = { traveller: Traveller; gift: Gift; keys: string[] }

/**
 * Writes what people get at the node where they stand, all of one type with one call, and lets them go out of the
 * port that follows from it. Answers false when nobody got anything. Runs in the transaction that took their steps.
 */
export const giveGifts = ({
  writeCoupons,
  writePoints,
  writeTags,
  writeAttributes,
  writeMemberships,
  writeReps,
  writeBlocks,
  takeBack,
  writeLeadCorrections,
  recordTouches,
}: {
  recordTouches: RecordTouches
  writeCoupons: WriteCoupons
  writePoints: WritePoints
  writeTags: WriteTags
  writeAttributes: WriteAttributes
  writeMemberships: WriteMemberships
  writeReps: WriteReps
  writeBlocks: WriteBlocks
  takeBack: TakeBack
  writeLeadCorrections: WriteLeadCorrections
}) => {
  // A new type of effect fails to compile here until it has its writer.
  const writers: { [T in EffectType]: EffectWriter<T> } = {
    coupon: writeCoupons,
    points: writePoints,
    tag: writeTags,
    attributes: writeAttributes,
    "segment-membership": writeMemberships,
    "assign-rep": writeReps,
    "benefit-block": writeBlocks,
    "take-back": takeBack,
    "lead-score": writeLeadCorrections,
  }
  const types = Object.keys(writers) as EffectType[]

  return async (tx: Sql, people: Traveller[], now: Date): Promise<boolean> => {
    const gifted = people.flatMap((traveller) =>
      traveller.standing.at === "gift" ? [giftedAt(traveller, traveller.standing.gift)] : [],
    )
    if (gifted.length === 0) return false
    const rows = gifted.flatMap(({ traveller: { step }, gift, keys }) =>
      gift.effects.map(
        (effect, index): EffectRow => ({
          key: keys[index]!,
          pid: step.pid,
          plan_no: step.plan_no,
          run_no: step.run_no,
          node: gift.place.node,
          effect,
        }),
      ),
    )
    const results = new Map<string, EffectResult>()
    for (const type of types) {
      const mine = rows.filter((row) => row.effect.type === type)
      if (mine.length === 0) continue
      const write = writers[type] as EffectWriter<EffectType>
      for (const result of await write(tx, mine, now)) results.set(result.key, result)
    }
    const effects = gifted.flatMap((one) => written(one, results))
    await recordEffects(tx, effects, now)
    await recordTouches(tx, effects.filter(isReceived).map(grantedAt(now)))
    for (const one of gifted) leaveWith(one, results, now)
    return true
  }
}

export type GiveGifts = ReturnType<typeof giveGifts>

/** What a customer notices having: an order that follows may be owed to it. A tag is between us and ourselves. */
const RECEIVED = new Set<string>(["coupon", "points"] satisfies EffectType[])
const isReceived = (effect: WrittenEffect): boolean => effect.done && RECEIVED.has(effect.type)

const grantedAt =
  (at: Date) =>
  ({ enrollment_id, node, visit, index, plan_no, run_no, pid }: WrittenEffect): Touch => ({
    key: `grant:${enrollment_id}:${node}:${visit}:${index}`,
    kind: "granted",
    enrollment_id,
    node,
    plan_no,
    run_no,
    pid,
    at,
  })

const giftedAt = (traveller: Traveller, gift: Gift): Gifted => ({
  traveller,
  gift,
  keys: gift.effects.map(
    (_, index) => `${traveller.step.enrollment_id}:${gift.place.node}:${gift.place.visit}:${index}`,
  ),
})

const written = (
  { traveller: { step }, gift, keys }: Gifted,
  results: Map<string, EffectResult>,
): WrittenEffect[] =>
  gift.effects.map((effect: Effect, index) => {
    const result = resultOf(results, keys[index]!, effect)
    return {
      enrollment_id: step.enrollment_id,
      node: gift.place.node,
      visit: gift.place.visit,
      index,
      plan_no: step.plan_no,
      run_no: step.run_no,
      pid: step.pid,
      type: effect.type,
      done: result.done,
      reason: result.reason ?? null,
      ref: result.ref ?? null,
    }
  })

/** A refusal is a way of the plan, not an error: the person goes out of the refused port with its reason. */
function leaveWith({ traveller, gift, keys }: Gifted, results: Map<string, EffectResult>, now: Date): void {
  const refused = keys.map((key) => results.get(key)!).find((result) => !result.done)
  const { port, refused_port, reason, intents } = gift.go
  if (refused && refused_port !== undefined) {
    go(traveller, { do: "go", port: refused_port, reason: refused.reason ?? reason }, now)
  } else {
    for (const intent of intents ?? []) traveller.wishes.push({ place: gift.place, intent })
    go(traveller, { do: "go", port, reason: refused?.reason ?? reason }, now)
  }
}

function resultOf(results: Map<string, EffectResult>, key: string, effect: Effect): EffectResult {
  const result = results.get(key)
  if (!result) throw new Error(`The writer of "${effect.type}" did not say what became of ${key}.`)
  return result
}
