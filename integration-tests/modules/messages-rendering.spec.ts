import { z } from "zod"
import { errorsIn, Refused } from "../../src/core/problem"
import { defineChannel } from "../../src/extension/channel"
import { addPlan, agree, hello, outcomes, queue, sendAll } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

/** What happened in this process, in order. */
let log: string[] = []
/** Asked once for each rendering; answers what is wrong with it. */
let judge: () => string | null = () => null

const watched = defineChannel({
  id: "watched",
  icon: "eye",
  label: { en: "Watched", zhCN: "观察" },
  content: z.object({
    text: z.string().superRefine((_, context) => {
      log.push("rendered")
      const message = judge()
      if (message) context.addIssue({ code: "custom", message })
    }),
  }),
  templates: { text: "text" },
  address: "account",
  consent: "none",
  unknown_policy: "resend",
  deliver: async () => ({ state: "sent" }),
})

let world: World
let plan: Awaited<ReturnType<typeof addPlan>>
beforeEach(async () => {
  world = await createWorld({ extensions: [{ name: "test", channels: [watched] }] })
  plan = await addPlan(world)
  log = []
  judge = () => null
})
afterEach(() => world.end())

const queueFor = async (people: number) => {
  const pids = await addPeople(
    world.database,
    Array.from({ length: people }, () => ({})),
  )
  await queue(world, plan, pids, { channel: "watched", content: { text: "Hi" } })
}

describe("the renderings of a wave", () => {
  it("let others have the process in between, however slow each is (G10)", async () => {
    await queueFor(6)
    judge = () => {
      for (const began = performance.now(); performance.now() - began < 20; );
      return null
    }
    const waiting = setInterval(() => log.push("others"), 1)
    await sendAll(world)
    clearInterval(waiting)
    expect(await outcomes(world)).toEqual({ sent: 6 })
    const rendered = log.flatMap((what, index) => (what === "rendered" ? [index] : []))
    expect(rendered).toHaveLength(6)
    for (const [nth, index] of rendered.slice(1).entries())
      expect(log.slice(rendered[nth]! + 1, index)).toContain("others")
  })

  it("are made once more where one ran out of time, and no more than that", async () => {
    await queueFor(1)
    judge = () => (log.length === 1 ? "template render limit exceeded" : null)
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1 })
    expect(log).toEqual(["rendered", "rendered"])

    log = []
    judge = () => "template render limit exceeded"
    await queueFor(1)
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1, "failed render_failed": 1 })
    expect(log).toEqual(["rendered", "rendered"])
  })

  it("that were ended by a limit are the failure of those people, and the rest of the wave gets its mail (S13)", async () => {
    const pids = await addPeople(world.database, [{}, {}, {}])
    await agree(world, pids)
    const endless = "{% for i in (1..5000) %}{% for j in (1..5000) %}x{% endfor %}{% endfor %}"
    await queue(world, plan, pids.slice(0, 2), { content: { ...hello, html: endless } })
    await queue(world, plan, pids.slice(2))
    await sendAll(world)
    expect(await outcomes(world)).toEqual({ sent: 1, "failed render_failed": 2 })
  })
})

describe("a text that does not end", () => {
  const endless = "{% for i in (1..5000) %}{% for j in (1..5000) %}x{% endfor %}{% endfor %}"
  const saying = (kind: string, content: object) =>
    draw({ who: ["conditions", { rule: { all: [] } }], say: [kind, { content }] }, ["who out say"])

  it("keeps the plan from being published, by every channel that speaks Liquid (C2, S13)", async () => {
    await addPeople(world.database, [{}])
    for (const [kind, key, content] of [
      ["message:email", "html", { subject: "Hi", html: endless }],
      ["message:inbox", "body", { title: "Hi", body: endless }],
      ["message:log", "text", { text: endless }],
    ] as const) {
      const { id } = await world.marketing.savePlan({
        plan: { name: "Endless", type: "one_time", canvas: saying(kind, content) },
        actor: "user_1",
      })
      const wrong = [{ code: "message/endless", path: `nodes.say.settings.content.${key}` }]
      expect(errorsIn((await world.marketing.checkPlan({ plan_id: id })).problems)).toMatchObject(wrong)
      const refused = await world.marketing.publishPlan({ plan_id: id, actor: "user_1" }).catch((e) => e)
      expect(refused).toBeInstanceOf(Refused)
      expect(refused.problems).toMatchObject(wrong)
    }
  })

  it("is no template either, and its preview says the same (S13)", async () => {
    const content = { subject: "Hi", html: endless }
    const wrong = { code: "message/endless", path: "content.html" }
    await expect(
      world.marketing.saveTemplate({ name: "Endless", channel: "email", content, actor: "user_1" }),
    ).rejects.toMatchObject({ problems: [wrong] })
    expect(await world.marketing.previewContent({ channel: "email", content })).toMatchObject({
      rendered: null,
      problems: [wrong],
    })
  })
})
