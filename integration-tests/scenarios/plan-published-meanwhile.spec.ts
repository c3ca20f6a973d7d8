import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"

describe("a plan that is being published while something happens in it (P20, F18)", () => {
  let world: World
  let meanwhile: Record<string, () => Promise<unknown>>
  beforeEach(async () => {
    meanwhile = {}
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      options: { timezone: "Europe/Berlin" },
      failPoint: async (name) => {
        const act = meanwhile[name]
        delete meanwhile[name]
        await act?.()
      },
    })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing

  const person = async (first_name: string) => (await addPeople(world.database, [{ first_name }]))[0]!
  const publish = async (plan: { canvas: ReturnType<typeof draw>; settings?: object; type?: string }) => {
    const { id } = await verbs().savePlan({ plan: { name: "A plan", type: "triggered", ...plan }, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    return id
  }
  const logsIn = async (pid: number) => {
    const at = await world.clock.now()
    await world.database.transaction((tx) =>
      verbs().recordEvents(tx, [{ at, key: `login:${pid}`, name: "login", pid, trusted: true }]),
    )
  }
  const versionsIn = async () =>
    (
      await world.database.rows<{ version: number }>("select version from marketing_enrollment order by id")
    ).map(({ version }) => version)
  const greeting = (event: string, tag: string) =>
    draw({ comes: ["trigger:did-something", { event }], mark: ["tags", { add: [tag], remove: [] }] }, [
      "comes out mark",
    ])
  /** Somebody logs in just before the next version counts, and a worker takes hold of her with the old one in its hands. */
  const loginWhilePublishing = async (plan_id: string, pid: number) => {
    let taken: Promise<unknown> = Promise.resolve()
    meanwhile["publish.beforeCommit"] = async () => {
      await logsIn(pid)
      await new Promise<void>((claimed) => {
        meanwhile["occasions.afterClaim"] = async () => claimed()
        taken = verbs().takeOccasions()
      })
    }
    await verbs().publishPlan({ plan_id, actor })
    await taken
    await settle(world.marketing)
  }

  it("Ada, who is taken hold of by the old version, comes in by the new one", async () => {
    const ada = await person("Ada")
    const id = await publish({ canvas: greeting("login", "old") })
    await verbs().savePlan({ plan_id: id, plan: { canvas: greeting("login", "new") }, actor })
    await loginWhilePublishing(id, ada)
    expect(await versionsIn()).toEqual([2])
    expect(await world.database.rows("select tags from marketing_profile")).toEqual([{ tags: ["new"] }])
  })

  it("by a trigger that the new version took away nobody comes in", async () => {
    const ada = await person("Ada")
    const id = await publish({ canvas: greeting("login", "old") })
    await verbs().savePlan({ plan_id: id, plan: { canvas: greeting("came_by", "new") }, actor })
    await loginWhilePublishing(id, ada)
    expect(await versionsIn()).toEqual([])
    expect(await world.database.rows("select 1 from marketing_occasion")).toEqual([])
  })

  it("a plan whose last run is over is not ended while it is given another", async () => {
    await person("Ada")
    const canvas = draw(
      {
        who: ["conditions", { rule: { all: [{ fact: "profile.first_name", op: "is", value: "Ada" }] } }],
        rest: ["wait", { amount: 1, unit: "hours" }],
      },
      ["who out rest"],
    )
    const settings = (to: string) => ({ schedule: { every: "week", on: ["mon"], time: "11:00", to } })
    const id = await publish({ canvas, settings: settings("2026-03-02"), type: "recurring" })
    world.clock.pass({ hours: 2 })
    await settle(world.marketing)
    world.clock.pass({ hours: 2 })
    while (await verbs().advance());
    await verbs().savePlan({ plan_id: id, plan: { settings: settings("2026-03-30") }, actor })
    let ended: Promise<unknown> = Promise.resolve()
    meanwhile["publish.beforeCommit"] = async () => {
      let is_over = false
      ended = verbs()
        .endFinishedRuns()
        .finally(() => {
          is_over = true
        })
      // Through, or behind us in the queue for the plan.
      while (!is_over && !(await anyWaits()));
    }
    await verbs().publishPlan({ plan_id: id, actor })
    await ended
    await settle(world.marketing)
    expect((await verbs().getPlan({ plan_id: id })).state).toBe("running")
    expect(
      await world.database.rows("select slot, version, state from marketing_run order by due_at"),
    ).toEqual([
      { slot: "2026-03-02T11:00", version: 1, state: "ended" },
      { slot: "2026-03-09T11:00", version: 2, state: "scheduled" },
    ])
  })

  const anyWaits = async () =>
    (await world.database.one(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )) !== undefined
})
