import { createMedusaContainer } from "@medusajs/framework/utils"
import { asAnswer } from "../../src/api/door"
import { publishPlanWorkflow } from "../../src/workflows/publish-plan"
import { addPeople, createWorld, type World } from "../support/world"

describe("publishing as a workflow that others can hook into (X4)", () => {
  let world: World
  let container: ReturnType<typeof createMedusaContainer>
  /** What the store's own handler does; a hook takes one. */
  let afterwards = async (_version: number | null): Promise<void> => undefined
  beforeAll(async () => {
    world = await createWorld()
    await addPeople(world.database, [{ country: "de" }])
    container = createMedusaContainer()
    publishPlanWorkflow.hooks.planPublished(({ plan }) => afterwards(plan.version))
    container.register("marketing", { resolve: () => ({ verbs: world.marketing }) } as never)
  })
  afterAll(() => world.end())

  const draft = async (country: string) => {
    const rule = { all: [{ fact: "profile.country", op: "is", value: country }] }
    const plan = { name: "W", wizard: { rule, add_tags: ["a"] } }
    return (await world.marketing.savePlan({ plan, actor: "a" })).id
  }
  const publish = (plan_id: string) =>
    publishPlanWorkflow(container).run({ input: { plan_id, actor: "ada" } })

  it("tells why a plan cannot be published in the same words as the verb", async () => {
    const why = async (plan_id: string) => publish(plan_id).then(() => null, asAnswer)
    expect(await why(await draft("fr"))).toMatchObject({
      status: 400,
      body: { problems: [{ code: "plan/empty-audience" }] },
    })
    expect(await why("mkplan_gone")).toMatchObject({ status: 404 })
    const once = await draft("de")
    await publish(once)
    expect(await why(once)).toMatchObject({
      status: 409,
      body: { problems: [{ code: "plan/nothing-changed" }] },
    })
  })

  it("lets a store forbid it, and ends the plan when what comes after goes wrong", async () => {
    publishPlanWorkflow.hooks.validate(({ input }) => {
      if (input.actor === "mallory") throw new Error("Not you.")
    })
    afterwards = async () => {
      throw new Error("The calendar is full.")
    }
    const id = await draft("de")
    const stranger = publishPlanWorkflow(container).run({ input: { plan_id: id, actor: "mallory" } })
    await expect(stranger).rejects.toMatchObject({ message: "Not you." })
    expect((await world.marketing.getPlan({ plan_id: id })).state).toBe("draft")
    await expect(publish(id)).rejects.toMatchObject({ message: "The calendar is full." })
    expect((await world.marketing.getPlan({ plan_id: id })).state).toBe("ended")
  })

  it("undone, publishes the version before, and never what somebody saves in between", async () => {
    const { marketing } = world
    const tagging = (tag: string) => ({
      wizard: {
        rule: { all: [{ fact: "profile.country", op: "is", value: "de" }] },
        add_tags: [tag],
      },
    })
    const published = async () => {
      afterwards = async () => undefined
      const id = await draft("de")
      await publish(id)
      await marketing.savePlan({ plan_id: id, plan: tagging("second"), actor: "a" })
      afterwards = async (version) => {
        if (version === 2) throw new Error("The calendar is full.")
      }
      return id
    }
    const versions = async (plan_id: string) =>
      (await marketing.listVersions({ plan_id })).map(({ version }) => version).sort()
    const calm = await published()
    await expect(publish(calm)).rejects.toThrow("The calendar is full.")
    expect(await versions(calm)).toEqual([1, 2, 3])

    const disturbed = await published()
    const { restoreVersion } = marketing
    const hasty: typeof restoreVersion = async (asked) => {
      const restored = await restoreVersion(asked)
      await marketing.savePlan({ plan_id: asked.plan_id, plan: tagging("unseen"), actor: "mallory" })
      return restored
    }
    const verbs = { ...marketing, restoreVersion: hasty }
    const busy = createMedusaContainer()
    busy.register("marketing", { resolve: () => ({ verbs }) } as never)
    await expect(
      publishPlanWorkflow(busy).run({ input: { plan_id: disturbed, actor: "ada" } }),
    ).rejects.toBeDefined()
    expect(await versions(disturbed)).toEqual([1, 2])
  })
})
