import { breatheWhileWanted, LONGEST_PRE_RUN_MS } from "./waiting"

describe("a pre-run that takes long (P14)", () => {
  const walk = async (breathe: () => Promise<void> | null) => {
    for (let person = 0; person < 512; person++) await breathe()
  }

  it("goes on for ten minutes and is given up after them, however often it rested", async () => {
    let now = 5000
    const breathe = breatheWhileWanted({ signal: undefined, began: 5000, now: () => now })
    await walk(breathe)
    for (const passed of [1000, LONGEST_PRE_RUN_MS / 2, LONGEST_PRE_RUN_MS]) {
      now = 5000 + passed
      await walk(breathe)
    }
    now += 20
    await expect(walk(breathe)).rejects.toMatchObject({ code: "pre-run/too-long" })
  })

  it("stops as soon as nobody waits for it", async () => {
    let now = 0
    const calledOff = new AbortController()
    const breathe = breatheWhileWanted({ signal: calledOff.signal, began: 0, now: () => now })
    calledOff.abort()
    now = 20
    await expect(walk(breathe)).rejects.toMatchObject({ code: "pre-run/cancelled" })
  })
})
