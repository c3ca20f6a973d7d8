import { createTurns, inTurns } from "./turns"

it("plans take turns where a wave is smaller than their number, channel by channel (G10)", () => {
  const take = createTurns()
  expect(take("email", [1, 2], 5)).toEqual([1, 2])
  const waves = [1, 2, 3, 4].map(() => take("email", [1, 2, 3], 2))
  expect(waves).toEqual([
    [1, 2],
    [3, 1],
    [2, 3],
    [1, 2],
  ])
  expect(take("text", [1, 2, 3], 1)).toEqual([1])
  // A plan that is through drops out of the round.
  expect(take("text", [3], 1)).toEqual([3])
  expect(take("text", [2, 3], 1)).toEqual([2])
})

it("of more messages than may go, the small plan's are among them (G10)", () => {
  const sends = [...Array.from({ length: 8 }, () => ({ plan_no: 1 })), { plan_no: 2 }, { plan_no: 2 }]
  expect(inTurns(sends, 4).map((send) => send.plan_no)).toEqual([1, 2, 1, 2])
  expect(inTurns(sends, 20)).toBe(sends)
})
