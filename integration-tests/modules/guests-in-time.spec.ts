import { z } from "zod"
import { defineKind } from "../../src/extension/kind"
import { defineMarketingExtension } from "../../src/extension/registry"
import { defineTrigger } from "../../src/extension/trigger"
import { coreCatalog } from "../support/catalog"
import { catalogNews } from "../support/catalog-news"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const label = { en: "Test" }
const forEver = () => {
  for (;;);
}
const looks = {
  ...{ icon: "bolt", label, settings: z.object({}), summary: () => label },
}
const everybody = { who: ["conditions", { rule: { all: [] } }] as [string, Record<string, unknown>] }

const one = (id: string, run: () => unknown) =>
  defineKind({
    ...looks,
    id: `hurried:${id}`,
    group: "flow",
    ports: () => [{ id: "out", label }],
    run: run as never,
  })
const late = async () => {
  throw new Error("too late")
}

let isGone = false
/** A package that somebody wrote in a hurry. */
const hurried = defineMarketingExtension({
  name: "hurried",
  kinds: [
    defineKind({
      ...looks,
      id: "hurried:lost",
      group: "flow",
      settings: z.object({ pid: z.number() }),
      ports: () => [{ id: "out", label }],
      run: ({ visit, settings }) => {
        if (visit.pid === settings.pid) forEver()
        return { do: "go", port: "out" }
      },
    }),
    one("promises", late),
    one("elsewhere", () => ({ do: "go", port: "otu" })),
    one("silent", () => undefined),
  ],
  triggers: [
    defineTrigger({ ...looks, id: "hurried-promise", events: () => ["login"], matches: late as never }),
    defineTrigger({ ...looks, id: "hurried-event", events: () => ["login"], matches: forEver as never }),
    defineTrigger({
      ...looks,
      id: "hurried-price",
      catalog: () => ({
        ...{ of: "price" as const, people: ["viewed" as const], within_days: 30, cool_down_days: 1 },
      }),
      matches: forEver as never,
    }),
    defineTrigger({
      ...looks,
      id: "hurried-day",
      daily: () => {
        if (isGone) throw new Error("the calendar is gone")
        return { rule: { all: [] }, time: "09:00", zone: "store" }
      },
    }),
  ],
})

describe("code of another package that never comes to an end (F13, F14, G10)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T07:00:00Z", extensions: [hurried] })
  })
  afterEach(() => {
    isGone = false
    return world.end()
  })

  const publish = async (canvas: ReturnType<typeof draw>, type = "one_time") => {
    const { id } = await world.marketing.savePlan({ plan: { name: "A plan", type, canvas }, actor: "a" })
    await world.marketing.publishPlan({ plan_id: id, actor: "a" })
    return id
  }
  const standing = () =>
    world.database.rows(
      `select first_name as name, coalesce(s.node, e.state) as at, s.state, s.attempts, s.error
         from marketing_enrollment e join marketing_profile using (pid) left join marketing_step s on s.enrollment_id = e.id order by e.pid`,
    )

  it("a card that is lost in Ada keeps Ben waiting for half a minute and no other plan; she is parked with the reason in the end", async () => {
    const [ada] = await addPeople(world.database, [{ first_name: "Ada" }, { first_name: "Ben" }])
    const lost = ["hurried:lost", { pid: ada }] as [string, Record<string, unknown>]
    await publish(
      draw({ ...everybody, lost, mark: ["tags", { add: ["met"] }] }, ["who out lost", "lost out mark"]),
    )
    await publish(draw({ ...everybody, other: ["tags", { add: ["other"] }] }, ["who out other"]))
    await settle(world.marketing)
    const error = 'The card "hurried:lost" did not answer within 1 s and was interrupted.'
    expect(
      await world.database.rows("select 1 from marketing_profile where tags @> array['other']"),
    ).toHaveLength(2)
    expect((await standing())[0]).toMatchObject({
      name: "Ada",
      at: "lost",
      state: "ready",
      attempts: 1,
      error,
    })
    const { breakers } = await world.marketing.readHealth()
    expect(breakers).toMatchObject([{ reason: error }])

    world.clock.pass({ seconds: 31 })
    await settle(world.marketing)
    expect(
      await world.database.one("select tags from marketing_profile where first_name = 'Ben'"),
    ).toMatchObject({ tags: expect.arrayContaining(["met"]) })
    for (let hour = 0; hour < 10; hour++) {
      world.clock.pass({ hours: 1 })
      await settle(world.marketing)
    }
    expect((await standing())[0]).toMatchObject({ name: "Ada", at: "lost", state: "parked", error })
    expect((await world.marketing.listParked()).count).toBe(1)
  })

  it("a trigger that never answers lets nobody in and holds up no other plan's events", async () => {
    const [ada] = await addPeople(world.database, [{ first_name: "Ada" }])
    const note = { note: ["join"] as [string] }
    await publish(draw({ begin: ["trigger:hurried-event"], ...note }, ["begin out note"]), "triggered")
    await publish(
      draw({ begin: ["trigger:did-something", { event: "login" }], ...note }, ["begin out note"]),
      "triggered",
    )
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key: "login", name: "login", pid: ada!, trusted: true }]),
    )
    await settle(world.marketing)
    expect(await standing()).toMatchObject([{ name: "Ada", at: "through" }])
    expect(await world.database.rows("select state, error from marketing_occasion")).toMatchObject([
      { state: "ready", error: 'The trigger "hurried-event" did not answer within 1 s and was interrupted.' },
    ])
  })

  it("a trigger that cannot be asked about the catalogue, or the calendar, keeps no other plan from its news and its days", async () => {
    const shop = coreCatalog(world.database)
    const news = catalogNews(() => ({ world, shop }))
    const boots = await news.sells("Boots", { eur: "100" })
    await news.viewed(await news.person("Ada", { birthday: "1990-03-02" }), boots)
    await news.look()
    for (const trigger of ["hurried-price", "hurried-day"])
      await world.marketing
        .savePlan({
          plan: {
            name: trigger,
            type: "triggered",
            canvas: draw({ begin: [`trigger:${trigger}`], note: ["join"] }, ["begin out note"]),
          },
          actor: "a",
        })
        .then(({ id }) => world.marketing.publishPlan({ plan_id: id, actor: "a" }))
    await news.publish("price-drop", { percent: 10 })
    await news.publish("birthday", { whose: "own", time: "08:30" })
    await shop.costs(boots.variant_id, "eur", "80")
    isGone = true
    world.clock.pass({ hours: 2 })
    await world.marketing.lookAtCatalog({ whole: true })
    await expect(world.marketing.lookAtDays()).rejects.toThrow("the calendar is gone")
    while (await world.marketing.takeOccasions());
    while (await world.marketing.advance());
    expect(await news.told()).toEqual(["Ada", "Ada"])
  })

  it.each([
    ["promises", 'The card "hurried:promises" answered with a promise: it has to answer at once.'],
    ["elsewhere", 'The card "hurried:elsewhere" has no way out called "otu".'],
    ["silent", 'The card "hurried:silent" answered nothing that can be followed.'],
  ])("a card that answers nonsense (%s) lets nobody past, and says why (F13)", async (id, error) => {
    await addPeople(world.database, [{ first_name: "Ada" }])
    await publish(
      draw({ ...everybody, card: [`hurried:${id}`], bye: ["exit"] }, ["who out card", "card out bye"]),
    )
    await settle(world.marketing)
    expect(await standing()).toMatchObject([{ name: "Ada", at: "card", state: "ready", attempts: 1, error }])
  })

  it("a trigger that promises an answer lets nobody in (F13)", async () => {
    const [ada] = await addPeople(world.database, [{ first_name: "Ada" }])
    await publish(
      draw({ begin: ["trigger:hurried-promise"], note: ["join"] }, ["begin out note"]),
      "triggered",
    )
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      world.marketing.recordEvents(tx, [{ at, key: "login", name: "login", pid: ada!, trusted: true }]),
    )
    await settle(world.marketing)
    expect(await standing()).toEqual([])
    expect(await world.database.rows("select error from marketing_occasion")).toEqual([
      {
        error: 'The trigger "hurried-promise" answered with a promise: it has to answer at once.',
      },
    ])
  })
})
