import { addressesFor, checkTestAddresses, tidyAddresses } from "./test-addresses"
import { shortened } from "./trial"

describe("a wait of a test (P16)", () => {
  const from = new Date("2026-03-02T09:00:00Z")
  const later = (ms: number) => new Date(from.getTime() + ms)

  it("takes so many seconds at most, and a shorter one as long as it is", () => {
    expect(shortened(from, later(86_400_000), 3)).toBe(3000)
    expect(shortened(from, later(1500), 3)).toBe(1500)
    expect(shortened(from, later(86_400_000), 0)).toBe(0)
    expect(shortened(from, later(-5000), 3)).toBe(0)
  })
})

describe("the addresses of a test (P16)", () => {
  it("are each there once, however they are written", () => {
    expect(tidyAddresses([" me@shop.test ", "", "ME@shop.test", "you@shop.test"])).toEqual([
      "me@shop.test",
      "you@shop.test",
    ])
  })

  it("are mail addresses or telephone numbers, five at most", () => {
    expect(checkTestAddresses(["me@shop.test", "+49 (30) 123-45"], "to")).toEqual([])
    expect(checkTestAddresses(["me@shop.test", "me@shop.test, you@shop.test", "12"], "to")).toMatchObject([
      { code: "trial/address", path: "to.1" },
      { code: "trial/address", path: "to.2", values: { address: "12" } },
    ])
    const six = Array.from({ length: 6 }, (_, n) => `me${n}@shop.test`)
    expect(checkTestAddresses(six, "to")).toMatchObject([{ code: "trial/too-many-addresses", path: "to" }])
  })

  it("serve the channels that can write to them, and none that leads into the shop", () => {
    const to = ["me@shop.test", "+49 30 12345"]
    expect(addressesFor("email", to)).toEqual(["me@shop.test"])
    expect(addressesFor("phone", to)).toEqual(["+49 30 12345"])
    expect(addressesFor("account", to)).toEqual([])
  })
})
