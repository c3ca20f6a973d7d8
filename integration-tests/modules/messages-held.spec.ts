import { agree, hello, outcomes, sendAll, sends } from "../support/messages"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_1"
let world: World

beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.end())

/** Made for the samples of the check, and for nobody who has orders to be counted to. */
const broken = "Hello {% for i in (1..customer.attributes.n) %}x{% endfor %}"
const saying = (subject: string, more: object = {}) =>
  draw(
    {
      who: ["conditions", { rule: { all: [] } }],
      say: ["message:email", { content: { ...hello, subject }, ...more }],
    },
    ["who out say"],
  )

async function people(count: number, n = "1000000000"): Promise<number[]> {
  const pids = await addPeople(
    world.database,
    Array.from({ length: count }, () => ({ attributes: { n } })),
  )
  await agree(world, pids)
  return pids
}

async function publish(canvas: object, type = "one_time"): Promise<string> {
  const { id } = await world.marketing.savePlan({ plan: { name: "Spring", type, canvas }, actor })
  await world.marketing.publishPlan({ plan_id: id, actor })
  return id
}
/** Everything that is due now. */
async function work(): Promise<void> {
  await settle(world.marketing)
  await sendAll(world)
  await settle(world.marketing)
  await world.marketing.endFinishedRuns()
}
const mend = async (plan_id: string, canvas: object) => {
  const { revision } = await world.marketing.getPlan({ plan_id })
  await world.marketing.savePlan({ plan_id, revision, plan: { canvas }, actor })
}
const held = (people: number, plan_id: string) => [
  { plan: { id: plan_id, name: "Spring", state: "running" }, node: "say", kind: "message:email", people },
]

describe("a text that fails for everybody (F13)", () => {
  it("burns nobody: its messages wait, the page says why, and published again each is sent once (G4, G10, G15)", async () => {
    await people(30)
    const plan_id = await publish(saying(broken))
    await work()
    expect(await outcomes(world)).toEqual({ "queued text_fails": 30 })
    expect(await world.marketing.listHeldTexts({ plan_id })).toMatchObject(held(30, plan_id))
    expect((await world.marketing.readHealth()).breakers).toMatchObject([
      { reason: "text_fails", card: { plan: { id: plan_id }, node: "say", kind: "message:email" } },
    ])

    // Who says no meanwhile gets nothing, and a day later nobody has tried again in vain.
    world.clock.pass({ hours: 24 })
    await work()
    expect(await outcomes(world)).toEqual({ "queued text_fails": 30 })
    await world.database.run("update marketing_consent set state = 'no', at = $1 where pid = 1", [
      await world.clock.now(),
    ])

    await mend(plan_id, saying("Hello {{ customer.attributes.n }}"))
    await world.marketing.publishPlan({ plan_id, actor })
    await work()
    expect(await outcomes(world)).toEqual({ sent: 29, "blocked no_consent": 1 })
    expect(new Set(world.notified.map(({ to }) => to)).size).toBe(29)
    expect(world.notified.map(({ content }) => content.subject)).toEqual(Array(29).fill("Hello 1000000000"))
    expect(await world.marketing.listHeldTexts()).toEqual([])
    expect((await world.marketing.readHealth()).breakers).toEqual([])
    expect((await world.marketing.getPlan({ plan_id })).state).toBe("ended")
  })

  it("goes on by hand with what its template says then, and is held again while that still fails", async () => {
    await people(12)
    const { template } = await world.marketing.saveTemplate({
      name: "Spring",
      channel: "email",
      content: { ...hello, subject: broken },
      actor,
    })
    const plan_id = await publish(
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          say: ["message:email", { template_id: template.id }],
        },
        ["who out say"],
      ),
    )
    await work()
    expect(await world.marketing.releaseTexts({ plan_id, node: "else", actor })).toBe(0)
    expect(await world.marketing.releaseTexts({ plan_id, node: "say", actor })).toBe(1)
    await work()
    expect(await outcomes(world)).toEqual({ "queued text_fails": 12 })

    await world.marketing.saveTemplate({ id: template.id, content: hello, actor })
    expect(await world.marketing.releaseTexts({ plan_id, actor })).toBe(1)
    await work()
    expect(await outcomes(world)).toEqual({ sent: 12 })
    expect(await world.marketing.releaseTexts({ plan_id, actor })).toBe(0)
    await expect(world.marketing.releaseTexts({ plan_id: "mkplan_none", actor })).rejects.toThrow("no plan")
  })

  it("is found out though people come one by one: who was burned before it was known is put back", async () => {
    await people(8)
    const plan_id = await publish(saying(broken))
    await settle(world.marketing)
    for (let one = 0; one < 4; one++) await world.marketing.performSends({ limit: 1 })
    expect(await outcomes(world)).toEqual({ "failed render_failed": 4, queued: 4 })
    await world.marketing.performSends({ limit: 1 })
    expect(await outcomes(world)).toEqual({ "queued text_fails": 5, queued: 3 })
    await work()
    expect(await outcomes(world)).toEqual({ "queued text_fails": 8 })
    await mend(plan_id, saying("Hello"))
    await world.marketing.publishPlan({ plan_id, actor })
    await work()
    expect(await outcomes(world)).toEqual({ sent: 8 })
    expect(new Set(world.notified.map(({ to }) => to)).size).toBe(8)
  })

  it("puts nobody back who took another way because of it: they were told otherwise", async () => {
    await people(9)
    const canvas = (subject: string) =>
      draw(
        {
          who: ["conditions", { rule: { all: [] } }],
          say: ["message:email", { content: { ...hello, subject }, when_not_sent: "other-way" }],
          log: ["message:log", { content: { text: "instead" } }],
        },
        ["who out say", "say not_sent log"],
      )
    const plan_id = await publish(canvas(broken))
    await settle(world.marketing)
    for (let one = 0; one < 2; one++) await world.marketing.performSends({ limit: 1, channel: "email" })
    world.clock.pass({ minutes: 1 })
    await settle(world.marketing)
    await work()
    const mails = async () => {
      const all = await sends(world)
      return all.filter(({ node }) => node === "say").map(({ state, reason }) => reason ?? state)
    }
    expect((await mails()).sort()).toEqual([
      ...Array(2).fill("render_failed"),
      ...Array(7).fill("text_fails"),
    ])
    await mend(plan_id, canvas("Hello"))
    await world.marketing.publishPlan({ plan_id, actor })
    await work()
    expect((await mails()).sort()).toEqual([...Array(2).fill("render_failed"), ...Array(7).fill("sent")])
  })

  it("keeps no other card and no other plan waiting, and is no longer spoken of when its plan is over", async () => {
    await people(20)
    const plan_id = await publish(saying(broken))
    await publish(saying("Hello"))
    await work()
    expect(await outcomes(world)).toEqual({ "queued text_fails": 20, sent: 20 })
    await world.marketing.endPlan({ plan_id, actor })
    await work()
    expect(await outcomes(world)).toEqual({ "cancelled plan_ended": 20, sent: 20 })
    expect(await world.marketing.listHeldTexts()).toEqual([])
    expect((await world.marketing.readHealth()).breakers).toEqual([])
    expect(await world.database.rows("select * from marketing_breaker")).toEqual([])
  })

  it("waits no longer than any message may: what is too old when somebody decides is not sent", async () => {
    await people(6)
    const plan_id = await publish(saying(broken))
    await work()
    world.clock.pass({ days: 8 })
    await work()
    expect(await outcomes(world)).toEqual({ "cancelled expired": 6 })
    expect((await world.marketing.getPlan({ plan_id })).state).toBe("ended")
  })
})
