import { timesOf } from "./deeds"

const HOUR = 3_600_000
const hours = (pid: number, at: number) => ({ pid, at: at * HOUR })

describe("what people did after coming in (P15)", () => {
  it("is watched for one time where they came in again meanwhile, and never beyond now", () => {
    const times = timesOf([hours(2, 90), hours(1, 0), hours(1, 5), hours(1, 40)], 10 * HOUR, 95 * HOUR)
    expect(times.map(({ pid, since, until }) => [pid, +since / HOUR, +until / HOUR])).toEqual([
      [1, 0, 15],
      [1, 40, 50],
      [2, 90, 95],
    ])
  })
})
