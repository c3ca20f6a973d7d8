import { agree, notifyBySmtp, sendAll } from "../support/messages"
import { addPlan, draw, settle } from "../support/plans"
import { type MailServer, startMailServer } from "../support/smtp-server"
import { addPeople, createWorld, type World } from "../support/world"

const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
const NAMES = ["Ada", "Ben", "Cleo", "Dora", "Emil"] as const
const everybody = { rule: { all: [] } }

describe("people are asked what became of an earlier card, and what they did since they came (C5)", () => {
  let server: MailServer
  let smtp: ReturnType<typeof notifyBySmtp>
  let world: World
  let pids: number[]
  beforeEach(async () => {
    server = await startMailServer()
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      ports: { notify: smtp.notify },
      options: { public_url: "https://shop.test/" },
    })
    pids = await addPeople(
      world.database,
      NAMES.map((first_name) => ({ first_name, email: `${first_name.toLowerCase()}@example.test` })),
    )
  })
  afterEach(async () => {
    smtp.close()
    await server.stop()
    await world.end()
  })

  const waysOf = async (node: string) =>
    Object.fromEntries(
      (
        await world.database.rows<{ name: string; port: string }>(
          `select first_name as name, port from marketing_step_log join marketing_profile using (pid)
            where node = $1 order by pid`,
          [node],
        )
      ).map(({ name, port }) => [name, port]),
    )
  const linkIn = (name: string, page: "c" | "o") =>
    new RegExp(`/m/${page}/([\\w.-]+)`).exec(server.to(`${name.toLowerCase()}@example.test`)[0]!.html)![1]!

  it("who clicked, opened, only got it, whom it could not reach, by the provider's word or their own: each goes their own way", async () => {
    // Emil never said that he wants mail.
    await agree(world, pids.slice(0, 4))
    server.refuse("dora@example.test", 550)
    const id = "mkplan_answers"
    const way = (outcome: string) => ({
      id: outcome,
      name: outcome,
      rule: { plan: id, outcome, node: "mail" },
    })
    const html = '<a href="https://shop.test/a">A</a>'
    await addPlan(world.database, {
      id,
      canvas: draw(
        {
          who: ["conditions", everybody],
          mail: ["message:email", { content: { subject: "Hi", html } }],
          rest: ["wait", { amount: 1, unit: "days" }],
          part: ["branch", { ways: ["clicked", "opened", "received", "failed"].map(way) }],
          // Another card of the plan wrote to nobody.
          other: ["filter", { rule: { plan: id, outcome: "received", node: "later" } }],
          later: ["message:log", { content: { text: "Later" } }],
        },
        [
          ...["who out mail", "mail out rest", "rest out part", "part clicked other", "part opened other"],
          ...["part received other", "part failed other", "part else other", "other no later"],
        ],
      ),
      due_at: await world.clock.now(),
    })
    await settle(world.marketing)
    await sendAll(world)
    world.clock.pass({ hours: 1 })
    await world.marketing.recordClick({ token: linkIn("Ada", "c"), user_agent: PERSON })
    await world.marketing.recordOpen({ token: linkIn("Ben", "o"), user_agent: PERSON })
    world.clock.pass({ hours: 23 })
    await settle(world.marketing)
    expect(await waysOf("part")).toEqual({
      Ada: "clicked",
      Ben: "opened",
      Cleo: "received",
      Dora: "failed",
      Emil: "failed",
    })
    expect(new Set(Object.values(await waysOf("other")))).toEqual(new Set(["no"]))
  })

  it("what they did before they came in does not count where a card asks for what they did since", async () => {
    const [ada, ben] = pids as [number, number]
    const visits = async (...who: number[]) => {
      const at = await world.clock.now()
      const events = who.map((pid) => ({ at, key: `${pid} ${at.getTime()}`, name: "visited", pid }))
      await world.database.transaction((tx) => world.marketing.recordEvents(tx, events))
      world.clock.pass({ hours: 1 })
    }
    const visited = { did: "visited", window: { since: "entered" } }
    await visits(...pids)
    await addPlan(world.database, {
      canvas: draw(
        {
          who: ["conditions", everybody],
          log: ["message:log", { content: { text: "Come by!" } }],
          rest: ["wait", { amount: 1, unit: "days" }],
          came: ["filter", { rule: visited }],
          twice: ["filter", { rule: { ...visited, count: { gte: 2 } } }],
        },
        ["who out log", "log out rest", "rest out came", "came yes twice"],
      ),
      due_at: await world.clock.now(),
    })
    await settle(world.marketing)
    world.clock.pass({ hours: 1 })
    await visits(ada, ben)
    await visits(ada)
    world.clock.pass({ days: 1 })
    await settle(world.marketing)
    expect(await waysOf("came")).toEqual({ Ada: "yes", Ben: "yes", Cleo: "no", Dora: "no", Emil: "no" })
    expect(await waysOf("twice")).toEqual({ Ada: "yes", Ben: "no" })
  })
})
