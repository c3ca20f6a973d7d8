import { z } from "zod"
import { wordsOfSchema } from "./zod-words"

const said = (schema: z.ZodType, value: unknown): string => schema.safeParse(value).error!.issues[0]!.message

describe("what a schema says, in a merchant's words", () => {
  it.each([
    [z.number().positive(), -5, { key: "above", values: { limit: "0" } }],
    [z.number().min(1), 0, { key: "least", values: { limit: "1" } }],
    [z.number().max(100), 101, { key: "most", values: { limit: "100" } }],
    [z.number().int(), 1.5, { key: "whole" }],
    [z.int(), 1.5, { key: "whole" }],
    [z.number(), "x", { key: "number" }],
    [z.number(), undefined, { key: "needed" }],
    [z.string().min(1), "", { key: "needed" }],
    [z.string().max(3), "long", { key: "shorter", values: { limit: "3" } }],
    [z.array(z.string()).min(2), ["a"], { key: "more", values: { limit: "2" } }],
    [z.enum(["a", "b"]), "c", { key: "option" }],
    [z.email(), "x", { key: "wrong" }],
    [z.strictObject({}), { more: 1 }, { key: "unknown" }],
    [z.string().regex(/^a$/), "b", { key: "wrong" }],
  ])("%#", (schema, value, words) => {
    expect(wordsOfSchema(said(schema, value))).toEqual(words)
  })

  it("also inside a sentence of the server", () => {
    expect(wordsOfSchema('"Points": amount is not right (Too small: expected number to be >0).')).toEqual({
      key: "above",
      values: { limit: "0" },
    })
    expect(wordsOfSchema('"Coupon": template_id is needed.')).toEqual({ key: "needed" })
  })

  it("and leaves whole sentences alone", () => {
    expect(wordsOfSchema("Nobody would come in: the audience is empty.")).toBeNull()
    expect(wordsOfSchema("Expected a list of texts.")).toBeNull()
  })
})
