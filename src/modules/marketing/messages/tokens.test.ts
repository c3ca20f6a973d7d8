import fc from "fast-check"
import { randomToken, readToken, signToken, type TokenPurpose } from "./tokens"

const SECRET = "a-secret-of-the-store"

describe("tokens in links", () => {
  it("open what they were made for and nothing else (S2)", () => {
    const name = randomToken()
    const purposes: TokenPurpose[] = ["open", "unsubscribe", "preferences"]
    for (const made of purposes)
      for (const used of purposes)
        expect(readToken([SECRET], used, signToken(SECRET, made, name))).toBe(made === used ? name : null)
  })

  it("are refused when any of their letters is another one (S2)", () => {
    const token = signToken(SECRET, "unsubscribe", randomToken())
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
        const forged = token.slice(0, at) + letter + token.slice(at + 1)
        return forged === token || readToken([SECRET], "unsubscribe", forged) === null
      }),
      { numRuns: 20_000 },
    )
  })

  it("outlive a change of the secret as long as the old one is named", () => {
    const name = randomToken()
    const token = signToken(SECRET, "open", name)
    expect(readToken(["a-new-secret", SECRET], "open", token)).toBe(name)
    expect(readToken(["a-new-secret"], "open", token)).toBeNull()
    expect(readToken([], "open", token)).toBeNull()
  })

  it("are never the same twice", () => {
    expect(new Set(Array.from({ length: 10_000 }, randomToken)).size).toBe(10_000)
  })
})
