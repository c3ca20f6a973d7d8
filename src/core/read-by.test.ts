import { z } from "zod"
import { problemsOf } from "./problem"
import { readBy, textLike } from "./read-by"

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

  it("with a sentence, and without a word where only the schema's own sentence says it", () => {
    expect(read(z.object({ name: z.string() }), {})).toEqual([
      { code: "test/shape", path: "name", message: "name is needed.", values: { fit: "needed" } },
    ])
    const own = z.string().refine((text) => text !== "a", "A is taken.")
    expect(read(own, "a")).toEqual([{ code: "test/shape", path: "", message: "A is taken." }])
  })
})
