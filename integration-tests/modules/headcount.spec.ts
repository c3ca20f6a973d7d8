import { createHeadcount } from "../../src/modules/marketing/audience/count-everybody"
import { addPeople, createWorld, type World } from "../support/world"

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.end())

describe("how many people there are in the store (A7)", () => {
  it("is another as soon as somebody comes, is deleted, or is there again", async () => {
    const count = createHeadcount({ now: () => 0 })
    expect(await count(world.database)).toBe(0)
    const [, second] = await addPeople(world.database, [{}, {}, {}])
    expect(await count(world.database)).toBe(3)
    const gone = (at: string | null) =>
      world.database.run("update marketing_profile set deleted_at = $2 where pid = $1", [second, at])
    await gone("2026-01-01T00:00:00Z")
    expect(await count(world.database)).toBe(2)
    await gone(null)
    expect(await count(world.database)).toBe(3)
  })

  it("is right after ten seconds where somebody with a lower number came later", async () => {
    let now = 0
    const count = createHeadcount({ now: () => now })
    await addPeople(world.database, [{ pid: 7 }])
    expect(await count(world.database)).toBe(1)
    await addPeople(world.database, [{ pid: 6 }])
    now += 10_000
    expect(await count(world.database)).toBe(2)
  })
})
