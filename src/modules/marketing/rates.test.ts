import { localRates } from "./rates"

describe("a provider's rate", () => {
  const setUp = () => {
    let now = 0
    const rates = localRates(() => now)
    return {
      take: (wanted: number, rate = 10) => rates.take("email", rate, wanted),
      pass: (ms: number) => (now += ms),
    }
  }

  it("lets one second's worth go at once, then as many as the time allows", async () => {
    const { take, pass } = setUp()
    expect(await take(25)).toEqual({ granted: 10, wait_ms: 100 })
    expect((await take(25)).granted).toBe(0)
    pass(250)
    expect((await take(25)).granted).toBe(2)
    pass(50)
    expect((await take(25)).granted).toBe(1)
  })

  it("does not make up for a pause with a flood", async () => {
    const { take, pass } = setUp()
    pass(3_600_000)
    expect((await take(1000)).granted).toBe(10)
  })

  it("takes back what was not used", async () => {
    const { take } = setUp()
    await take(10)
    await take(-4)
    expect((await take(10)).granted).toBe(4)
  })

  it("knows rates below one a second", async () => {
    const { take, pass } = setUp()
    expect(await take(5, 0.5)).toEqual({ granted: 1, wait_ms: 2000 })
    pass(1999)
    expect((await take(5, 0.5)).granted).toBe(0)
    pass(1)
    expect((await take(5, 0.5)).granted).toBe(1)
  })

  it("never lets more go in any stretch of time than a second's worth and the rate", async () => {
    const { take, pass } = setUp()
    let went = 0
    for (let ms = 0; ms < 10_000; ms += 37) {
      went += (await take((ms % 7) + 1)).granted
      expect(went).toBeLessThanOrEqual(10 + (ms * 10) / 1000)
      pass(37)
    }
    expect(went).toBeGreaterThan(90)
  })
})
