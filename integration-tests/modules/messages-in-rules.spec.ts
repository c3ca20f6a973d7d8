import type { Rule } from "../../src/core/rules/schema"
import { addPeople, createWorld, type World } from "../support/world"

describe("what became of messages, asked of any plan (A4)", () => {
  let world: World
  let pids: number[]
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    const names = ["ada", "ben", "cy", "dee"]
    await addPeople(
      world.database,
      names.map((name) => ({ email: `${name}@x.example` })),
    )
    pids = (await world.database.rows<{ pid: number }>("select pid from marketing_profile order by pid")).map(
      ({ pid }) => pid,
    )
    await world.database.run(
      `insert into marketing_plan (id, name, type, state, canvas) values
         ('mkplan_a', 'Spring', 'one_time', 'ended', '{}'), ('mkplan_b', 'Thanks', 'one_time', 'ended', '{}')`,
    )
    await sends(0, "mkplan_a", "email")
    await sends(1, "mkplan_b", "inbox")
    await sends(2, null, "email")
  })
  afterEach(() => world.end())

  let keys = 0
  /** Sent two days ago; of a test the plan is not noted. */
  const sends = (who: number, plan: string | null, channel: string) =>
    world.database.run(
      `insert into marketing_send (key, token, plan_no, node, pid, channel, content_hash, state, run_at, queued_at, sent_at)
       select $1, $1, (select no from marketing_plan where id = $2), 'mail', $3, $4, 'x', 'sent', at, at, at
         from (select $5::timestamptz - interval '2 days' as at) sent`,
      [`s${keys++}`, plan, pids[who], channel, "2026-03-02T09:00:00Z"],
    )
  const opens = async (who: number) =>
    world.database.run("update marketing_send set opened_at = $2 where pid = $1", [
      pids[who],
      await world.clock.now(),
    ])
  const meant = async (rule: Rule) => {
    expect((await world.marketing.checkRule({ rule })).problems).toEqual([])
    const { text, values } = await world.marketing.selectPeople({ rule })
    const rows = await world.database.rows<{ pid: number }>(text, values)
    return rows.map(({ pid }) => pids.indexOf(pid)).sort()
  }
  const lately = { window: { last: { days: 7 } } }

  it("by channel, in a window, of one plan or of all; a message of no plan is nobody's", async () => {
    expect(await meant({ outcome: "received" })).toEqual([0, 1])
    expect(await meant({ outcome: "received", channel: "email", ...lately })).toEqual([0])
    expect(await meant({ plan: "mkplan_b", outcome: "received", channel: "email" })).toEqual([])
    expect(await meant({ outcome: "received", window: { last: { days: 1 } } })).toEqual([])
    expect(await meant({ outcome: "opened" })).toEqual([])
    for (const who of [0, 1, 2]) await opens(who)
    expect(await meant({ outcome: "opened", ...lately })).toEqual([0, 1])
    expect(await meant({ not: { outcome: "opened", channel: "inbox" } })).toEqual([0, 2, 3])
    expect(
      await meant({ all: [{ outcome: "received" }, { not: { outcome: "clicked", ...lately } }] }),
    ).toEqual([0, 1])
    expect(await meant({ outcome: "entered" })).toEqual([])
  })

  it("is explained by the message, and when it ends", async () => {
    await opens(0)
    const { customer_id } = (await world.database.one<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = $1",
      [pids[0]],
    ))!
    const rule = { outcome: "opened", channel: "email", ...lately }
    const { conditions } = await world.marketing.explainRule({ rule, customer_id })
    expect(conditions).toEqual([
      {
        path: "",
        matches: true,
        witnesses: [expect.stringMatching(/^send \d+$/)],
        changes_at: new Date("2026-03-09T09:00:00Z"),
        changes: "then",
      },
    ])
  })

  it("moves people within seconds of an opening, and out when it is too long ago", async () => {
    const { marketing, database, clock } = world
    const segment = await marketing.saveSegment({ name: "Openers", rule: { outcome: "opened", ...lately } })
    while (await marketing.refreshNextSegment());
    const members = async () => {
      while (await marketing.spreadChanges());
      while (await marketing.followNextSegment());
      const rows = await database.rows<{ pid: number }>(
        "select pid from marketing_segment_member m join marketing_segment s on s.no = m.segment_no where s.id = $1",
        [segment.id],
      )
      return rows.map(({ pid }) => pids.indexOf(pid)).sort()
    }
    expect(await members()).toEqual([])
    clock.pass({ seconds: 1 })
    await opens(1)
    expect(await members()).toEqual([1])
    clock.pass({ days: 1 })
    await opens(0)
    await opens(2)
    expect(await members()).toEqual([0, 1])
    clock.pass({ days: 6, minutes: 1 })
    expect(await members()).toEqual([0])
    clock.pass({ days: 1 })
    expect(await members()).toEqual([])
    const row = await database.one<{ restless: boolean; looks_at: string[] }>(
      "select restless, looks_at from marketing_segment where id = $1",
      [segment.id],
    )
    expect(row).toEqual({ restless: false, looks_at: ["plans"] })
  })

  it("reads back in the merchant's language, and a channel that this store does not have is missing", async () => {
    const text = async (rule: Rule, language?: "zhCN") =>
      (await world.marketing.describeRule({ rule, language })).text
    const rule: Rule = { outcome: "clicked", channel: "email", ...lately }
    expect(await text(rule)).toBe("Customers who clicked in any message by “E-mail” in the last 7 days.")
    expect(await text(rule, "zhCN")).toContain("点击任意消息")
    expect(
      (await world.marketing.checkRule({ rule: { outcome: "clicked", channel: "fax" } })).problems,
    ).toMatchObject([{ code: "rule/missing", path: "channel", values: { name: "fax" } }])
  })
})
