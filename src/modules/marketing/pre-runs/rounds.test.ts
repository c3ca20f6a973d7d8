import type { EntriesThen } from "../engine/recall-entries"
import { createCollection } from "./arrivals"
import { createRounds } from "./rounds"

const HELD = 3

/** Each may come in twice, and not while inside. */
function entriesOf(): EntriesThen {
  const stays: { pid: number; node: string; at: number; ended: number | null }[] = []
  const of = (pid: number) => stays.filter((stay) => stay.pid === pid)
  return {
    load: async () => undefined,
    refused: (pid, at) =>
      of(pid).some(({ ended }) => ended === null || ended > at)
        ? "inside"
        : of(pid).length >= 2
          ? "limit"
          : null,
    isHeldOut: (pid) => pid === HELD,
    cameIn: (pid, node, at) => void stays.push({ pid, node, at, ended: pid === HELD ? at : null }),
    left: (pid, at) => {
      of(pid).at(-1)!.ended = at
    },
    lastAt: (pid, node) =>
      of(pid)
        .filter((stay) => stay.node === node)
        .at(-1)?.at ?? null,
  }
}

describe("people who come in again in a replay (P15)", () => {
  const rounds = async (
    times: [pid: number, at: number, rested?: number][],
    breathe: () => Promise<void> | null = () => null,
  ) => {
    const collection = createCollection([{ node: "seen", port: "out", to: "tell" }], 99)
    for (const [pid, at, rested = null] of times) collection.add({ pid, door: 0, at, due: at, rested })
    const away: string[] = []
    const held: number[] = []
    const entries = entriesOf()
    const next = await createRounds({
      arrivals: collection.inOrder(),
      entries,
      turnAway: (_, reason, at) => away.push(`${reason} ${at}`),
      onHeldOut: (pid) => held.push(pid),
      breathe,
      mustGoOn: () => undefined,
    })
    const found: [number, number][][] = []
    for (let round = await next(); round !== null; round = await next()) {
      const { pid, at } = round
      found.push([...pid].map((one, place) => [one, at[place]!]))
      // Everybody stays for ten.
      for (const [place, one] of pid.entries()) entries.left(one, at[place]! + 10)
    }
    return { found, away, held }
  }

  it("come in the next round, once it is known when they left; others are turned away or never were asked", async () => {
    const { found, away, held } = await rounds([
      [2, 30],
      [1, 0],
      [1, 5],
      [1, 20],
      [1, 40],
      [3, 1],
      [3, 2],
      [3, 3],
      [2, 45, 29],
    ])
    expect(found).toEqual([
      [
        [1, 0],
        [2, 30],
      ],
      [[1, 20]],
    ])
    expect(away).toEqual(["limit 3", "inside 5", "limit 40"])
    expect(held).toEqual([3, 3])
  })

  it("leave the process to others between any two who come, and stop when nobody waits for them", async () => {
    let breaths = 0
    await rounds(
      [1, 2, 3, 4].map((at) => [1, at]),
      async () => void breaths++,
    )
    expect(breaths).toBe(4)
    const calledOff = rounds([[1, 0]], () => Promise.reject(new Error("called off")))
    await expect(calledOff).rejects.toThrow("called off")
  })

  it("are none where nobody comes", async () => {
    expect((await rounds([])).found).toEqual([])
  })
})
