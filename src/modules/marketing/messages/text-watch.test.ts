import type { ClaimedSend } from "./claim-sends"
import { createTextWatch } from "./text-watch"

const sends = (count: number, node = "say"): ClaimedSend[] =>
  Array.from({ length: count }, () => ({ plan_no: 7, node }) as ClaimedSend)
const fails = [{ plan_no: 7, node: "say" }]

describe("a text that fails", () => {
  it("for four people may be for what these four are told; for five it is the text's mistake", () => {
    const watch = createTextWatch()
    expect(watch.count([], sends(4))).toEqual([])
    expect(watch.count(sends(3, "other"), sends(1))).toEqual(fails)
    // What comes afterwards is judged anew.
    expect(watch.count([], sends(4))).toEqual([])
  })

  it("for half of the people is theirs, for more than half its own", () => {
    const watch = createTextWatch()
    expect(watch.count(sends(5), sends(5))).toEqual([])
    expect(watch.count([], sends(1))).toEqual(fails)
  })

  it("is found out though it went well for thousands", () => {
    const watch = createTextWatch()
    for (let wave = 0; wave < 100; wave++) expect(watch.count(sends(10), [])).toEqual([])
    expect(watch.count([], sends(10))).toEqual(fails)
  })
})
