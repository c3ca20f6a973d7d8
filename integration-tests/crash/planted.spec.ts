import {
  capsForgotten,
  type Fault,
  fenceIgnored,
  pausesIgnored,
  placeBeforePeople,
  placeBesideTheLines,
  pointsBesideTheStep,
  receiptsLost,
  sentAgain,
  takenBeforehand,
} from "./faults"
import { runHousework } from "./housework/run-housework"
import { POINTS, runCrashes } from "./run-crashes"

/** Enough for each of these mistakes to show; the harness stops at the first plan that came out wrong. */
const CRASHES = 150

const find = (fault: Fault) => runCrashes({ crashes: CRASHES, seed: 7, fault })

describe("the crash harness itself", { timeout: 600_000 }, () => {
  it("finds points that are booked beside the step's transaction (G3, F2)", async () => {
    const { doubled } = await find(pointsBesideTheStep)
    expect(doubled.some((line) => line.startsWith("points of"))).toBe(true)
  })

  it("finds people who are taken out of the queue before anything about them is committed (G3, F2)", async () => {
    const { stuck } = await find(takenBeforehand)
    expect(stuck.some((line) => line.includes("is still inside"))).toBe(true)
  })

  it("finds messages that are sent again while nobody knows whether they arrived (G4, F1)", async () => {
    const { doubled } = await find(sentAgain)
    expect(doubled.some((line) => line.includes("was handed over 2 times"))).toBe(true)
  })

  it("finds messages that are unknown though nobody died over them (G4)", async () => {
    const { lost } = await find(receiptsLost)
    expect(lost.some((line) => line.includes("though nobody died over it"))).toBe(true)
  })

  it("finds people who are moved by a worker whose claim is over (F3, F4)", async () => {
    const { doubled } = await runCrashes({ crashes: CRASHES, seed: 7, sleepy: 0.5, fault: fenceIgnored })
    expect(doubled.some((line) => line.includes("whose claim was over"))).toBe(true)
  })

  it("finds people who get more than they may because nobody looks at what they got (G5)", async () => {
    const { doubled } = await find(capsForgotten)
    expect(doubled.some((line) => line.includes(" messages on one day"))).toBe(true)
  })

  it("finds people who get something though their plan was paused (G11)", async () => {
    const { doubled } = await find(pausesIgnored)
    expect(doubled.some((line) => line.startsWith("given while paused"))).toBe(true)
  })

  it("finds people left out because the place in the audience was saved before them (G1)", async () => {
    const { lost } = await find(placeBeforePeople)
    expect(lost.some((line) => line.startsWith("entries of"))).toBe(true)
  })

  it("finds lines of a file that are lost because the place in it was saved before them (G2)", async () => {
    const { lost } = await runHousework({ crashes: CRASHES, seed: 7, fault: placeBesideTheLines })
    expect(lost.some((line) => line.startsWith("is not there: order old-shop"))).toBe(true)
  })

  it("names a fail point that nobody ever came past", async () => {
    const { unreached } = await runCrashes({ crashes: 20, seed: 7, points: [...POINTS, "engine.nowhere"] })
    expect(unreached).toContain("engine.nowhere")
  })
})
