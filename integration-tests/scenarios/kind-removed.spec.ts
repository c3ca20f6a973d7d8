import { z } from "zod"
import { defineKind } from "../../src/extension/kind"
import { defineMarketingExtension } from "../../src/extension/registry"
import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { optionsSchema } from "../../src/modules/marketing/options"
import { draw, settle } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, createWorld, type World } from "../support/world"

const stamps = defineMarketingExtension({
  name: "stamps",
  kinds: [
    defineKind({
      id: "stamps:give",
      group: "people",
      icon: "tag",
      label: { en: "Stamp" },
      explanation: { en: "Gives a stamp." },
      settings: z.strictObject({}),
      summary: () => ({ en: "A stamp" }),
      ports: () => [{ id: "out", label: { en: "Then" } }],
      run: () => ({ do: "go", port: "out", effects: [{ type: "tag", add: ["stamped"], remove: [] }] }),
    }),
  ],
})

describe("a kind whose extension is removed while people are in a plan (X2, P20)", () => {
  let world: World
  let without: Marketing
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", extensions: [stamps] })
    const { database, clock } = world
    const options = optionsSchema.parse({ secret: "test-secret" })
    without = createMarketing({ database, clock, options, ports: quietPorts() })
    await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Bob" }])
  })
  afterEach(() => world.end())

  const publish = async (name: string, nodes: Parameters<typeof draw>[0], edges: string[]) => {
    const everybody = { rule: { all: [{ fact: "profile.first_name", op: "known" }] } }
    const canvas = draw({ who: ["conditions", everybody], ...nodes }, edges)
    const { id } = await world.marketing.savePlan({ plan: { name, canvas }, actor: "a" })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    return id
  }
  const hours = async (marketing: Marketing, times: number) => {
    for (let hour = 0; hour < times; hour++) {
      await settle(marketing)
      world.clock.pass({ hours: 1 })
    }
  }
  const tags = async () =>
    (await world.database.rows<{ tags: string[] }>("select tags from marketing_profile order by pid")).map(
      (row) => row.tags.join(),
    )

  it("parks its people with the reason and says so; everybody else goes on, and they do too when it is back", async () => {
    const wait: [string, Record<string, unknown>] = ["wait", { amount: 1, unit: "hours" }]
    const plan_id = await publish("Stamps", { rest: wait, stamp: ["stamps:give"], bye: ["exit"] }, [
      "who out rest",
      "rest out stamp",
      "stamp out bye",
    ])
    await publish("Tags", { rest: wait, mark: ["tags", { add: ["marked"] }] }, [
      "who out rest",
      "rest out mark",
    ])
    await settle(world.marketing)
    await hours(without, 8)
    expect(await tags()).toEqual(["marked", "marked"])
    const { parked, count } = await without.listParked({ plan_id, node: "stamp" })
    expect(count).toBe(2)
    expect(parked[0]!.error).toBe('No extension brings the kind "stamps:give".')
    expect((await without.listParked({ plan_id, node: "rest" })).count).toBe(0)
    // The plan is not over: they stand in it.
    expect((await without.getPlan({ plan_id })).state).toBe("running")
    expect((await without.checkPlan({ plan_id })).problems.map(({ code }) => code)).toContain(
      "canvas/unknown-kind",
    )

    expect(await world.marketing.retryParked({ plan_id, node: "stamp" })).toBe(2)
    await hours(world.marketing, 2)
    expect(await tags()).toEqual(["marked,stamped", "marked,stamped"])
    expect((await world.marketing.getPlan({ plan_id })).state).toBe("ended")
  })
})
