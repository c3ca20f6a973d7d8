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
    defineKind({
      id: "stamps:collectors",
      group: "who",
      icon: "users",
      label: { en: "Collectors" },
      settings: z.strictObject({}),
      summary: () => ({ en: "Ada" }),
      ports: () => [{ id: "out", label: { en: "Then" } }],
      entry: true,
      audience: () => ({ rule: { fact: "profile.first_name", op: "is", value: "Ada" } }),
      run: () => ({ do: "go", port: "out" }),
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
    const who = edges.some((edge) => edge.startsWith("who "))
      ? { who: ["conditions", everybody] as [string, object] }
      : {}
    const canvas = draw({ ...who, ...nodes } as Parameters<typeof draw>[0], edges)
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

  describe("where it said who is meant", () => {
    /** A worker's own pauses go by until it says that something stands still. */
    const workWithout = async () => {
      let thrown = 0
      for (let pass = 0; pass < 6; pass++) {
        await without.startDueRuns()
        await without.enrollRuns().catch(() => thrown++)
        while (await without.advance());
        await without.endFinishedRuns()
      }
      return thrown
    }
    const nobody = 'Nobody can come in at "gold". No extension brings the kind "stamps:collectors".'

    it("lets nobody in and says why, and other plans are not kept waiting; it takes them in when it is back (G10)", async () => {
      const plan_id = await publish(
        "Collectors",
        { gold: ["stamps:collectors"], mark: ["tags", { add: ["gold"] }] },
        ["gold out mark"],
      )
      const other = await publish("Tags", { mark: ["tags", { add: ["marked"] }] }, ["who out mark"])
      // After some attempts it is left alone, and troubles nobody who works.
      expect(await workWithout()).toBe(5)
      expect(await tags()).toEqual(["marked", "marked"])
      expect((await without.getPlan({ plan_id: other })).state).toBe("ended")
      expect((await without.getPlan({ plan_id })).state).toBe("running")
      const page = { offset: 0, limit: 10 }
      expect((await without.listRuns({ plan_id, ...page })).runs).toMatchObject([
        { state: "enrolling", reason: nobody },
      ])
      expect((await without.readHealth()).breakers).toMatchObject([
        { plan: { id: plan_id, name: "Collectors" }, card: null, reason: nobody },
      ])

      await settle(world.marketing)
      expect(await tags()).toEqual(["gold,marked", "marked"])
      expect((await world.marketing.listRuns({ plan_id, ...page })).runs).toMatchObject([
        { state: "ended", reason: null },
      ])
    })

    it("and that they are left out, messages nobody rather than them", async () => {
      await publish(
        "All but collectors",
        { gold: ["stamps:collectors"], but: ["exclude"], mark: ["tags", { add: ["told"] }] },
        ["who out but", "gold out but without", "but out mark"],
      )
      await workWithout()
      expect(await tags()).toEqual(["", ""])
      await settle(world.marketing)
      expect(await tags()).toEqual(["", "told"])
    })
  })
})
