import { type ConditionOffer, fitting } from "./offers"

const offer = (name: string, words: string, why?: string): ConditionOffer => ({
  key: name,
  family: "",
  name,
  words: `${name} ${words}`.toLowerCase(),
  why,
  make: () => ({ did: name }),
})

describe("searching a condition by typing (A7)", () => {
  const all = [
    offer("Days since the last purchase", "purchase.days_since_last 距上次购买天数"),
    offer("Bought (paid)", "did purchase behaviour"),
    offer("Purchases", "购买次数"),
    offer("Purchase rank", "", "Connect the loyalty plugin."),
  ]
  const names = (typed: string) => fitting(all, typed).map(({ name }) => name)

  it("offers everything, in its order, before a letter is typed", () => {
    expect(names(" ")).toEqual(all.map(({ name }) => name))
  })

  it("puts names that begin so before those that hold it, and what cannot be used last", () => {
    expect(names("purchase")).toEqual([
      "Purchases",
      "Days since the last purchase",
      "Bought (paid)",
      "Purchase rank",
    ])
  })

  it("finds by several words in any order, and by the words of the other language", () => {
    expect(names("last days")).toEqual(["Days since the last purchase"])
    expect(names("购买次数")).toEqual(["Purchases"])
    expect(names("no such thing")).toEqual([])
  })
})
