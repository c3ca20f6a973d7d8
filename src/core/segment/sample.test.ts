import { describe, expect, it } from "vitest"
import { drawBelow, readSample } from "./sample"

describe("a random sample (A9)", () => {
  it("is a percent or a number, with a seed of its own or one that was given", () => {
    expect(readSample({ percent: 12.5 }, "own")).toEqual({ sample: { percent: 12.5, seed: "own" } })
    expect(readSample({ number: 500, seed: 7 }, "own")).toEqual({ sample: { number: 500, seed: "7" } })
    expect(drawBelow(50)).toBe(2 ** 31)
  })

  it.each([
    [{}, "sample"],
    [{ percent: 1, number: 1 }, "sample"],
    [{ percent: 0 }, "sample.percent"],
    [{ percent: 100.1 }, "sample.percent"],
    [{ percent: Number.NaN }, "sample.percent"],
    [{ number: 1.5 }, "sample.number"],
    [{ number: -1 }, "sample.number"],
    [{ percent: 1, seed: "" }, "sample.seed"],
    [{ percent: 1, size: 3 }, "sample"],
    ["ten", "sample"],
  ])("%j is refused", (given, path) => {
    expect(readSample(given, "own")).toMatchObject({ problems: [{ code: "segment/sample", path }] })
  })
})
