import { asRunnable } from "../../extension/kind"
import { wait } from "."
import { runWait } from "./run"

const visit = {
  enrollment_id: 1,
  pid: 1,
  node_id: "w",
  visit: 1,
  entered_at: new Date("2026-03-01T00:00:00Z"),
  arrived_at: new Date("2026-03-02T09:00:00Z"),
  state: {},
  attempt: 1,
}
const threeHours = { amount: 3, unit: "hours" as const }
const at = (now: string) => runWait({ settings: threeHours, visit, now: new Date(now) })

describe("a wait (C7)", () => {
  it("keeps a person from the moment of arrival and then lets her go on", () => {
    expect(at("2026-03-02T09:00:00Z")).toEqual({ do: "wait", until: new Date("2026-03-02T12:00:00Z") })
    expect(at("2026-03-02T12:00:00Z")).toEqual({ do: "go", port: "out" })
  })

  it("does not start anew when the first look comes late (G9)", () => {
    expect(at("2026-03-02T10:30:00Z")).toEqual({ do: "wait", until: new Date("2026-03-02T12:00:00Z") })
    expect(at("2026-03-05T00:00:00Z")).toEqual({ do: "go", port: "out" })
  })

  it("takes a year and refuses a day more", () => {
    const check = (amount: number) =>
      asRunnable(wait).check!({
        settings: { amount, unit: "days" },
        path: "nodes.w.settings",
        exists: () => true,
      })
    expect(check(365)).toEqual([])
    expect(check(366)).toMatchObject([{ code: "wait/too-long", path: "nodes.w.settings.amount" }])
  })

  it("refuses no time at all, half a minute and an unknown unit", () => {
    for (const settings of [
      { amount: 0, unit: "days" },
      { amount: 0.5, unit: "minutes" },
      { amount: 1, unit: "weeks" },
    ])
      expect(wait.settings.safeParse(settings).success).toBe(false)
  })
})
