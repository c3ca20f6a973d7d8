import { attributeKey, isReserved, whyUnfit } from "./attribute"
import { profileChange } from "./change"

const held = (type: Parameters<typeof whyUnfit>[0]["type"], choices: string[] | null = null) => ({
  key: "x",
  type,
  choices,
})

describe("what a custom attribute can hold (A1)", () => {
  it.each([
    ["text", "blue", 5],
    ["number", 42.5, "42"],
    ["boolean", false, "no"],
    ["date", "2024-02-29", "2023-02-29"],
    ["choice", "S", ["S"]],
    ["choices", ["S", "M"], "S"],
  ] as const)("%s", (type, good, bad) => {
    expect(whyUnfit(held(type), good as never, "attributes.x")).toBeNull()
    expect(whyUnfit(held(type), bad as never, "attributes.x")).toMatchObject({
      code: "attribute/value",
      path: "attributes.x",
    })
  })

  it.each(["__proto__", "constructor", "prototype"])(
    "under no key that JavaScript keeps for itself: %s",
    (key) => {
      expect(isReserved(key)).toBe(true)
      const change = profileChange.safeParse(JSON.parse(`{"attributes":{"${key}":"a","shoe":"b"}}`))
      expect(change.error?.issues).toMatchObject([
        { path: ["attributes", key], message: `The key ${key} cannot be used; choose another one.` },
      ])
      expect(profileChange.parse({ attributes: { shoe: "b", hat: null } })).toEqual({
        attributes: { shoe: "b", hat: null },
      })
    },
  )

  it("of a list nothing but what is on it", () => {
    expect(whyUnfit(held("choice", ["S", "M"]), "M", "")).toBeNull()
    expect(whyUnfit(held("choice", ["S", "M"]), "L", "")).toMatchObject({ code: "attribute/choice" })
    expect(whyUnfit(held("choices", ["S", "M"]), ["S", "L"], "")).toMatchObject({ values: { value: "L" } })
  })

  it("has a key that rules and files can name", () => {
    for (const key of ["shoe_size", "größe", "鞋码", "a1"])
      expect(attributeKey.safeParse(key).success).toBe(true)
    for (const key of ["", "Shoe", "a b", "a.b", "'; drop", "x".repeat(101)])
      expect(attributeKey.safeParse(key).success).toBe(false)
  })
})
