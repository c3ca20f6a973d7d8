import { answerAtAddress } from "./answer-at-address"

const answer = (state: "yes" | "no" | "pending", day: number) => ({
  state,
  at: new Date(Date.UTC(2026, 0, day)),
})

describe("an answer where several people have one address", () => {
  it("is their own while nobody else there said no", () => {
    expect(answerAtAddress(undefined, [])).toBeUndefined()
    expect(answerAtAddress(answer("yes", 1), [answer("yes", 2), answer("pending", 3)])).toBe("yes")
    expect(answerAtAddress(answer("pending", 1), [])).toBe("pending")
  })
  it("is the other's no, until their own yes comes after it", () => {
    expect(answerAtAddress(answer("yes", 1), [answer("no", 2)])).toBe("no")
    expect(answerAtAddress(answer("yes", 2), [answer("no", 2)])).toBe("no")
    expect(answerAtAddress(answer("yes", 3), [answer("no", 2)])).toBe("yes")
    expect(answerAtAddress(undefined, [answer("no", 2)])).toBe("no")
  })
  it("stays a no that they said themselves, whatever others say", () => {
    expect(answerAtAddress(answer("no", 1), [answer("yes", 2)])).toBe("no")
  })
})
