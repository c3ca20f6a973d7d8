import { draw, settle } from "../support/plans"
import { comeWaving, publishTriggered, republish, SEEN_WAVING } from "../support/waving"
import { createWorld, type World } from "../support/world"

const VARIANTS = [
  { id: "a", name: "Short", share: 50 },
  { id: "b", name: "Long", share: 50 },
]

describe("a split test finds its winner (C7)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const lettersFor = (winner: object | null, variants = VARIANTS) =>
    draw(
      {
        seen: SEEN_WAVING,
        split: ["split-test", { variants, ...(winner ? { winner } : {}) }],
        short: ["message:log", { content: { text: "Hi" } }],
        long: ["message:log", { content: { text: "Dear all" } }],
      },
      ["seen out split", `split ${variants[0]!.id} short`, `split ${variants[1]!.id} long`],
    )
  const publish = (winner: object | null) =>
    publishTriggered(world, { name: "Two letters", canvas: lettersFor(winner) })
  const buy = async (pids: number[]) => {
    const at = await world.clock.now()
    await world.database.run(
      `insert into marketing_order (order_id, pid, currency, placed_at, paid_at, total, captured)
       select 'order_' || pid, pid, 'eur', $2, $2, 5000, 5000 from unnest($1::int[]) as pid`,
      [pids, at],
    )
  }
  const come = (heads: number) => comeWaving(world, heads)
  const wentTo = async (port: string) =>
    (
      await world.database.rows<{ pid: number }>(
        "select pid from marketing_step_log where node = 'split' and port = $1 order by pid",
        [port],
      )
    ).map((row) => row.pid)

  it("after its time, when each variant has enough people: who comes later goes the best way, who was there stays", async () => {
    const plan_id = await publish({
      metric: "order_rate",
      after: { amount: 2, unit: "days" },
      least_people: 20,
    })
    await come(30)
    await world.marketing.decideWinners()
    const long = await wentTo("b")
    await buy(long.slice(0, 5))
    world.clock.pass({ days: 2 })
    // Enough time, and too few people.
    await world.marketing.decideWinners()
    expect((await world.marketing.reportSplitTests({ plan_id }))[0]).toMatchObject({
      metric: "order_rate",
      winner: null,
    })
    await come(40)
    const before = await wentTo("a")
    await Promise.all([1, 2, 3].map(() => world.marketing.decideWinners()))
    await come(25)
    expect(await wentTo("a")).toEqual(before)
    const [test] = await world.marketing.reportSplitTests({ plan_id })
    expect(test!.winner).toEqual({
      variant: "b",
      name: "Long",
      at: await world.clock.now(),
      by: null,
      metric: "order_rate",
      is_tie: false,
    })
    expect(test!.arms.map(({ heads }) => heads)).toEqual([before.length, 95 - before.length])
    expect(test!.arms[1]).toMatchObject({ name: "Long", share: 50, ordered: 5, revenue: 25_000 })
    await expect(
      world.marketing.chooseWinner({ plan_id, node: "split", variant: "a", actor: "user_1" }),
    ).rejects.toThrow("chosen before")
  })

  it("right behind a card that gives something, where people go on while that is still being written", async () => {
    const canvas = draw(
      {
        seen: SEEN_WAVING,
        tag: ["tags", { add: ["waved"] }],
        split: ["split-test", { variants: VARIANTS }],
      },
      ["seen out tag", "tag out split"],
    )
    await publishTriggered(world, { name: "Tagged", canvas })
    await come(12)
    expect([...(await wentTo("a")), ...(await wentTo("b"))]).toHaveLength(12)
  })

  it("by hand, once, however many choose at the same moment", async () => {
    const plan_id = await publish(null)
    await come(12)
    const choose = (variant: string) =>
      world.marketing.chooseWinner({ plan_id, node: "split", variant, actor: `user_${variant}` })
    await expect(choose("c")).rejects.toThrow('no variant "c"')
    await expect(
      world.marketing.chooseWinner({ plan_id, node: "short", variant: "a", actor: "u" }),
    ).rejects.toThrow("no split test")
    const tried = await Promise.allSettled(["a", "b", "a", "b"].map(choose))
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    const [test] = await world.marketing.reportSplitTests({ plan_id })
    const { variant, by } = test!.winner!
    expect(by).toBe(`user_${variant}`)
    const lost = variant === "a" ? "b" : "a"
    const before = await wentTo(lost)
    await come(12)
    expect(await wentTo(lost)).toEqual(before)
  })

  it("with a test share the others wait for the winner, and none of them for ever", async () => {
    const plan_id = await publish({
      metric: "revenue",
      after: { amount: 1, unit: "days" },
      least_people: 5,
      test_percent: 40,
    })
    await come(60)
    const waiting = async () =>
      (await world.database.rows("select 1 from marketing_step where node = 'split'")).length
    const held = await waiting()
    expect(held).toBeGreaterThan(20)
    expect(held).toBeLessThan(52)
    await world.marketing.decideWinners()
    world.clock.pass({ days: 1 })
    await settle(world.marketing)
    expect(await waiting()).toBe(held)
    const short = await wentTo("a")
    await world.marketing.decideWinners()
    await settle(world.marketing)
    expect(await waiting()).toBe(0)
    // Nobody bought: exactly as good, so the first drawn wins, and the report says that it is a tie.
    expect((await wentTo("a")).length).toBe(short.length + held)
    expect((await world.marketing.reportSplitTests({ plan_id }))[0]!.winner).toMatchObject({
      variant: "a",
      is_tie: true,
    })
  })

  it("by those alone who came since it was edited: time and figures begin anew with each version", async () => {
    const winner = { metric: "order_rate", after: { amount: 2, unit: "days" }, least_people: 20 }
    const plan_id = await publish(winner)
    const before = await come(80)
    await buy((await wentTo("b")).slice(0, 15))
    await world.marketing.decideWinners()
    world.clock.pass({ days: 2 })
    await republish(world, plan_id, lettersFor(winner, [VARIANTS[0]!, { ...VARIANTS[1]!, name: "Longer" }]))
    const edited_at = await world.clock.now()
    const report = async () => (await world.marketing.reportSplitTests({ plan_id }))[0]!
    await world.marketing.decideWinners()
    expect(await report()).toMatchObject({
      since: edited_at,
      arms: [{ heads: 0 }, { heads: 0, ordered: 0 }],
      winner: null,
    })
    const later = await come(80)
    await buy((await wentTo("a")).filter((pid) => later.includes(pid)).slice(0, 1))
    // Enough people, and too little time.
    world.clock.pass({ days: 1 })
    await world.marketing.decideWinners()
    const { arms, winner: none } = await report()
    expect(none).toBeNull()
    expect(arms.map(({ heads, ordered }) => ({ heads: heads > 20, ordered }))).toEqual([
      { heads: true, ordered: 1 },
      { heads: true, ordered: 0 },
    ])
    world.clock.pass({ days: 1 })
    await world.marketing.decideWinners()
    const decided = await report()
    expect(decided).toMatchObject({ since: null, winner: { variant: "a", is_tie: false } })
    expect(decided.arms.reduce((sum, { heads }) => sum + heads, 0)).toBe(before.length + later.length)
    expect(
      (await world.database.one<{ figures: object[] }>("select figures from marketing_split_test"))!.figures,
    ).toMatchObject(arms.map(({ id, heads, ordered }) => ({ id, heads, ordered })))
  })

  it("anew when the winner was taken out of the plan, by hand or by itself, and one that fails stops no other", async () => {
    const winner = { metric: "order_rate", after: { amount: 1, unit: "days" }, least_people: 5 }
    const others = [VARIANTS[0]!, { id: "c", name: "Letter", share: 50 }]
    const choose = (plan_id: string, variant: string) =>
      world.marketing.chooseWinner({ plan_id, node: "split", variant, actor: "user_1" })
    const winnerOf = async (plan_id: string) =>
      (await world.marketing.reportSplitTests({ plan_id }))[0]!.winner
    const [broken, byHand, byItself] = [await publish(winner), await publish(winner), await publish(winner)]
    for (const plan_id of [byHand, byItself]) {
      await choose(plan_id, "b")
      await republish(world, plan_id, lettersFor(winner, others))
      expect(await winnerOf(plan_id)).toBeNull()
    }
    await world.database.run(
      `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at)
       select plan_no, 2, settings, canvas - 'edges', published_at from marketing_plan_version
        where plan_no = (select no from marketing_plan where id = $1)`,
      [broken],
    )
    await choose(byHand, "c")
    await expect(choose(byHand, "a")).rejects.toThrow("chosen before")
    expect(await winnerOf(byHand)).toMatchObject({ variant: "c", name: "Letter", by: "user_1" })
    await come(40)
    await world.database.run("update marketing_plan set version = 2 where id = $1", [broken])
    await world.marketing.decideWinners()
    world.clock.pass({ days: 1 })
    await world.marketing.decideWinners()
    expect(await winnerOf(byItself)).toMatchObject({ variant: "a", is_tie: true, by: null })
    expect(await winnerOf(byHand)).toMatchObject({ variant: "c" })
  })
})
