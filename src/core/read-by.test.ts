import { z } from "zod"
import { syncEnd } from "../api/sync-body"
import { couponTemplateInput } from "../benefits/coupon/template"
import { planSettingsSchema } from "./canvas/plan-settings"
import { problemsOf } from "./problem"
import { readBy, textLike } from "./read-by"
import { didSchema, windowSchema } from "./rules/conditions"

const refuse = problemsOf({ "test/shape": { message: "{message}" } })
const read = (schema: z.ZodType, given: unknown) =>
  readBy(schema, given, "", (path, misfit) => refuse("test/shape", path, misfit)).problems

describe("what a schema refuses, as a word and a limit for other languages", () => {
  it.each([
    [z.number().positive(), -5, { fit: "above", limit: 0 }],
    [z.number().min(1), 0, { fit: "least", limit: 1 }],
    [z.number().max(100), 101, { fit: "most", limit: 100 }],
    [z.number().lt(10), 10, { fit: "below", limit: 10 }],
    [z.number().int(), 1.5, { fit: "whole" }],
    [z.int(), 1.5, { fit: "whole" }],
    [z.number(), "x", { fit: "number" }],
    [z.number(), undefined, { fit: "needed" }],
    [z.number(), null, { fit: "needed" }],
    [z.enum(["a", "b"]), undefined, { fit: "needed" }],
    [z.string().min(1), "", { fit: "needed" }],
    [z.string().min(3), "ab", { fit: "longer", limit: 3 }],
    [z.string().max(3), "long", { fit: "shorter", limit: 3 }],
    [z.array(z.string()).min(1), [], { fit: "needed" }],
    [z.array(z.string()).min(2), ["a"], { fit: "more", limit: 2 }],
    [z.array(z.string()).max(1), ["a", "b"], { fit: "fewer", limit: 1 }],
    [z.enum(["a", "b"]), "c", { fit: "option" }],
    [z.union([z.literal("now"), z.int()]), "c", { fit: "wrong" }],
    [z.email(), "x", { fit: "wrong" }],
    [z.strictObject({}), { more: 1 }, { fit: "unknown" }],
    [z.string().regex(/^a$/), "b", { fit: "wrong" }],
    [textLike(/^\d\d:\d\d$/, "10:00"), "ten", { fit: "like", like: "10:00" }],
  ])("%#", (schema, given, values) => {
    expect(read(schema, given)).toMatchObject([{ code: "test/shape", values }])
  })

  it("of what is nested without end, too", () => {
    const deep = JSON.parse("[".repeat(30_000) + "]".repeat(30_000))
    expect(read(z.object({ name: z.string() }), { name: deep })).toMatchObject([
      { path: "name", values: { fit: "wrong" } },
    ])
  })

  it.each([
    [
      planSettingsSchema,
      { schedule: { at: "now", zone: "mars" } },
      ["schedule.zone must be one of store, customer."],
    ],
    [
      planSettingsSchema,
      { schedule: { every: "fortnight", time: "10:00" } },
      ["schedule.every must be one of day, week, month."],
    ],
    [
      planSettingsSchema,
      { schedule: { every: "fortnight" } },
      ["schedule.every must be one of day, week, month.", "schedule.time is needed."],
    ],
    [planSettingsSchema, { schedule: {} }, ["schedule must have one of at, every, from, to."]],
    [planSettingsSchema, { schedule: "soon" }, ["schedule must be an object."]],
    [
      planSettingsSchema,
      { schedule: { at: "soon" } },
      ['schedule.at must be "now" or look like "2026-12-01T10:00".'],
    ],
    [planSettingsSchema, { schedule: { at: 5 } }, ["schedule.at must be text."]],
    [
      planSettingsSchema,
      { schedule: { every: "week", time: "10:00", on: ["mon", "funday", 3.5] } },
      [
        "schedule.on.1 must be one of mon, tue, wed, thu, fri, sat, sun or a whole number.",
        "schedule.on.2 must be one of mon, tue, wed, thu, fri, sat, sun or a whole number.",
      ],
    ],
    [
      planSettingsSchema,
      { goal: { metric: "clicks", target: 1 } },
      ["goal.metric must be one of conversion_rate, orders, net_revenue."],
    ],
    [
      planSettingsSchema,
      { goal: {} },
      ["goal.metric is needed: one of conversion_rate, orders, net_revenue."],
    ],
    [
      couponTemplateInput,
      { name: "x", discount: { type: "fixed", amount: 5 } },
      ["discount.type must be one of percent, amount, free_shipping."],
    ],
    [
      couponTemplateInput,
      { name: "x", discount: { type: "percent", percent: 10 }, valid_until: "tomorrow", grant_limit: 1e18 },
      [
        'valid_until must be a moment such as "2026-03-02T09:00:00Z".',
        "grant_limit must be at most 1000000000.",
      ],
    ],
    [
      z.strictObject({ points: z.number().int().positive() }),
      { points: 1e18 },
      ["points must be less than 9007199254740991."],
    ],
    [
      z.strictObject({ points: z.number().int().positive() }),
      { points: -1.5 },
      ["points must be a whole number."],
    ],
    [z.strictObject({ points: z.number().int().positive() }), { points: 0 }, ["points must be more than 0."]],
    [
      z.strictObject({ coupon_id: z.coerce.number().int() }),
      { coupon_id: "abc" },
      ["coupon_id must be a whole number."],
    ],
    [z.strictObject({ coupon_id: z.coerce.number().int() }), {}, ["coupon_id is needed."]],
    [z.strictObject({}), [1], ["The body must be an object."]],
    [z.strictObject({}), { more: 1 }, ["The body has unknown parts: more."]],
    [
      z.record(z.string().min(2, "is too short"), z.string()),
      { a: "" },
      ["a has a part whose name is too short."],
    ],
    [windowSchema, { since: "enter" }, ["since must be one of entered, previous_node, node."]],
    [windowSchema, { last: { days: -1 } }, ["last.days must be at least 0."]],
    [windowSchema, { las: 1 }, ["The body must have one of last, from, to, this, previous, since."]],
    [
      didSchema,
      { did: "x", where: { color: [1], size: { like: "x" }, age: { gte: "1" } } },
      [
        "where.color must be text, a number, true or false or an object.",
        "where.size has unknown parts: like.",
        "where.age.gte must be a number.",
      ],
    ],
    [didSchema, { did: "x", where: "red" }, ["where must be an object."]],
    [syncEnd, { part: "roof" }, ["Say part=webhook, or part=group with people=leave or people=remove."]],
    [
      z.strictObject({ ids: z.array(z.string().max(3)).min(1) }),
      { ids: ["long"] },
      ["ids.0 must have at most 3 characters."],
    ],
  ] as [z.ZodType, unknown, string[]][])(
    "in sentences with place and choices, one a place: %#",
    (schema, given, sentences) => {
      expect(read(schema, given).map(({ message }) => message)).toEqual(sentences)
    },
  )

  it("below a place, the whole is called by it", () => {
    const { problems } = readBy(z.strictObject({}), [], "sample", (path, misfit) =>
      refuse("test/shape", path, misfit),
    )
    expect(problems).toMatchObject([{ path: "sample", message: "sample must be an object." }])
  })

  it("with a sentence, and without a word where only the schema's own sentence says it", () => {
    expect(read(z.object({ name: z.string() }), {})).toEqual([
      { code: "test/shape", path: "name", message: "name is needed.", values: { fit: "needed" } },
    ])
    const own = z.string().refine((text) => text !== "a", "A is taken.")
    expect(read(own, "a")).toEqual([{ code: "test/shape", path: "", message: "A is taken." }])
  })
})
