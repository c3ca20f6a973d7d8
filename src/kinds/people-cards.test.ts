import { type AnyKind, asRunnable } from "../extension/kind"
import { assignRep } from "./assign-rep"
import { attributes } from "./attributes"
import { benefitBlock } from "./benefit-block"
import { leadScore } from "./lead-score"
import { segmentMembership } from "./segment-membership"
import { syncAudience } from "./sync-audience"
import { takeBack } from "./take-back"

/** What a card with these settings says and does. */
const card = (kind: AnyKind, given: object) => {
  const runnable = asRunnable(kind)
  const settings = runnable.settings.parse(given)
  const outcome = runnable.run({ settings } as never)
  const there = new Set(["list l", "attribute size", "attribute:number size", "any_coupon_template t"])
  return {
    words: runnable.summary(settings),
    outcome,
    effects: "effects" in outcome ? outcome.effects : undefined,
    problems: (
      runnable.check?.({ settings, path: "s", exists: (thing, id) => there.has(`${thing} ${id}`) }) ?? []
    ).map((p) => `${p.code} ${p.path}`),
  }
}

describe("cards that change people (C8)", () => {
  it("sets and forgets what we know, by the names that rules use", () => {
    const changes = [
      { field: "profile.attributes.size", value: "42" },
      { field: "profile.tier", value: null },
    ]
    const { words, effects, problems } = card(attributes, { changes, mode: "keep" })
    expect(effects).toEqual([
      {
        type: "attributes",
        values: { "profile.attributes.size": "42", "profile.tier": null },
        overwrite: false,
      },
    ])
    expect(words).toEqual({
      en: "Sets size = 42; tier = ∅ where nothing is known",
      zhCN: "未知时设置 size = 42；tier = ∅",
    })
    expect(problems).toEqual([])
    const twice = [changes[0], changes[0], { field: "profile.attributes.size.x", value: 1 }]
    expect(card(attributes, { changes: twice }).problems).toEqual([
      "attributes/twice s.changes.1.field",
      "attributes/unknown s.changes.2.field",
    ])
    expect(
      card(attributes, { changes: [{ field: "profile.attributes.size", value: "L" }] }).problems,
    ).toEqual(["attributes/value s.changes.0.value"])
  })

  it("puts people on lists and takes them off; a synchronised one must be synchronised", () => {
    expect(card(segmentMembership, { segment_id: "l" })).toMatchObject({
      effects: [{ type: "segment-membership", segment_id: "l", how: "add" }],
      problems: [],
    })
    expect(card(segmentMembership, { segment_id: "x" }).problems).toEqual([
      "segment-membership/no-list s.segment_id",
    ])
    expect(card(syncAudience, { segment_id: "l", how: "remove" })).toMatchObject({
      effects: [{ how: "remove" }],
      problems: ["sync-audience/no-sync s.segment_id"],
    })
  })

  it("blocks benefits for days or until it is lifted", () => {
    expect(card(benefitBlock, { days: 7 })).toMatchObject({
      words: { en: "Blocks benefits for 7 days" },
      effects: [{ blocked: true, days: 7 }],
    })
    expect(card(benefitBlock, { action: "unblock" }).effects).toMatchObject([{ blocked: false, days: null }])
  })

  it("takes back points and coupons; who has nothing goes another way", () => {
    const back = card(takeBack, { what: "points", amount: 5 })
    expect(back.outcome).toMatchObject({ port: "taken", refused_port: "nothing" })
    expect(back.effects).toEqual([{ type: "take-back", of: "points", amount: 5 }])
    expect(card(takeBack, { what: "points-of-plan" }).effects).toMatchObject([{ amount: "of-plan" }])
    expect(card(takeBack, { what: "coupons", template_id: "t" }).effects).toEqual([
      { type: "take-back", of: "coupons", template_id: "t", of_plan: false },
    ])
    expect(card(takeBack, { what: "points" }).problems).toEqual(["take-back/no-amount s.amount"])
    expect(card(takeBack, { what: "coupons" }).problems).toEqual(["take-back/which s.template_id"])
    expect(card(takeBack, { what: "coupons-of-plan", template_id: "x" }).problems).toEqual([
      "take-back/no-template s.template_id",
    ])
  })

  it("corrects lead scores, by something", () => {
    expect(card(leadScore, { amount: -5 })).toMatchObject({
      words: { en: "Takes 5 off the lead score", zhCN: "线索评分减 5" },
      effects: [{ type: "lead-score", amount: -5 }],
    })
    expect(leadScore.settings.safeParse({ amount: 0 }).success).toBe(false)
  })

  it("assigns sales reps, each named once", () => {
    expect(card(assignRep, { reps: ["lin", "wang"] })).toMatchObject({
      words: { en: "In turn: lin, wang; who has a rep keeps theirs" },
      effects: [{ type: "assign-rep", reps: ["lin", "wang"], overwrite: false }],
    })
    expect(card(assignRep, { reps: ["lin", "lin"] }).problems).toEqual(["assign-rep/twice s.reps.1"])
  })
})
