import { hintsOf, MEDUSA_EVENTS } from "./medusa-event"

describe("what a store event says to look at again", () => {
  it("is the thing that it names, whatever field holds the id", () => {
    expect(hintsOf("order.placed", { id: "order_1" })).toEqual([{ source: "order", source_id: "order_1" }])
    expect(hintsOf("order.return_received", { order_id: "order_1", return_id: "ret_1" })).toEqual([
      { source: "order", source_id: "order_1" },
    ])
    expect(hintsOf("payment.refunded", { id: "pay_1" })).toEqual([{ source: "payment", source_id: "pay_1" }])
  })

  it("is all of them when an event speaks for many", () => {
    expect(hintsOf("order.completed", { ids: ["order_1", "order_2"] })).toHaveLength(2)
    expect(hintsOf("customer.created", [{ id: "cus_1" }, { id: "cus_2" }])).toHaveLength(2)
  })

  it("is nothing when the payload is empty, broken or of another event", () => {
    for (const data of [undefined, null, 7, "x", {}, { id: undefined }, { id: 7 }, { id: "" }, []])
      for (const event of [...MEDUSA_EVENTS, "user.created"]) expect(hintsOf(event, data)).toEqual([])
  })
})
