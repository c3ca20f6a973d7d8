import { changesBetween } from "./compare"
import type { PreRunNode, PreRunResult } from "./result"

const node = (id: string, heads: number, sent?: number): PreRunNode => ({
  node: id,
  in: heads,
  waiting: 0,
  retrying: 0,
  parked: 0,
  passed: {},
  assumed: [],
  ...(sent === undefined ? {} : { messages: { sent, queued: 0, blocked: heads - sent, failed: 0 } }),
})
const result = (...nodes: PreRunNode[]) => ({ nodes }) as PreRunResult

describe("two pre-runs side by side (P14)", () => {
  it("name the nodes where heads or messages differ, also those that are drawn in one of them only", () => {
    const before = result(node("who", 10), node("mail", 10, 8), node("gone", 3))
    const after = result(node("who", 10), node("mail", 10, 5), node("new", 4))
    expect(changesBetween(before, after)).toEqual([
      { node: "mail", heads: [10, 10], sent: [8, 5] },
      { node: "new", heads: [0, 4], sent: null },
      { node: "gone", heads: [3, 0], sent: null },
    ])
  })
})
