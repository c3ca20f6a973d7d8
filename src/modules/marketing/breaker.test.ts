import { createBreaker } from "./breaker"

it("pauses longer each time that nothing works, five minutes at most, and forgets all of it when something does (G10, F26)", () => {
  const breaker = createBreaker()
  let now = new Date("2026-03-02T09:00:00Z")
  const pauses: number[] = []
  for (let time = 0; time < 6; time++) {
    const until = breaker.open("mail", now)!
    expect(breaker.open("mail", now)).toBeNull()
    expect([breaker.isOpen("mail", now), breaker.isOpen("text", now)]).toEqual([true, false])
    pauses.push((until.getTime() - now.getTime()) / 1000)
    now = until
    expect([breaker.isOpen("mail", now), breaker.isTrying("mail")]).toEqual([false, true])
  }
  expect(pauses).toEqual([30, 60, 120, 240, 300, 300])
  expect([breaker.close("mail"), breaker.close("mail"), breaker.isTrying("mail")]).toEqual([
    true,
    false,
    false,
  ])
  expect(breaker.open("mail", now)).toEqual(new Date(now.getTime() + 30_000))
})
