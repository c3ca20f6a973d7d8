import type { Canvas } from "../../src/core/canvas/schema"
import { notifyBySmtp } from "../support/messages"
import { draw } from "../support/plans"
import { type MailServer, startMailServer } from "../support/smtp-server"
import { everybody, listening, mail, runIn, saveIn, test, walk } from "../support/trials"
import { addPeople, createWorld, type World } from "../support/world"

describe("tests of plans, at the desk (P16)", () => {
  let world: World
  let server: MailServer
  let smtp: ReturnType<typeof notifyBySmtp>
  beforeAll(async () => {
    server = await startMailServer()
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({ start: "2026-03-02T09:00:00Z", ports: { notify: smtp.notify } })
    await addPeople(world.database, [
      { customer_id: "cus_ana", email: "ana@example.test", first_name: "Ana" },
    ])
  })
  afterAll(async () => {
    smtp.close()
    await Promise.all([server.stop(), world.end()])
  })
  beforeEach(() => {
    server.mails.length = 0
  })

  const save = (canvas: Canvas, more: object = {}) => saveIn(world, canvas, more)
  const run = (plan_id: string, customer_id: string, more: Parameters<typeof runIn>[3] = {}) =>
    runIn(world, plan_id, customer_id, more)

  it("begins only with a drawing that holds together, and a customer and addresses that are there", async () => {
    const canvas = draw({ who: ["conditions", everybody], letter: ["message:email", {}] }, ["who out letter"])
    const start = (plan_id: string, customer_id: string, more = {}) =>
      world.marketing.startTrial(test(plan_id, customer_id, more))
    await expect(start(await save(canvas), "cus_ana")).rejects.toMatchObject({
      problems: [{ code: "message/no-content", path: "nodes.letter.settings" }],
    })
    // When it begins does not matter to a test.
    const past = { settings: { schedule: { at: "2020-01-01T10:00", zone: "store" } } }
    const plan_id = await save(draw({ who: ["conditions", everybody] }, []), past)
    expect(await start(plan_id, "cus_ana")).toBeGreaterThan(0)
    await walk(world)
    await expect(start(plan_id, "cus_nobody")).rejects.toThrow("no customer cus_nobody")
    await expect(start("nothing", "cus_ana")).rejects.toThrow("no plan nothing")
    await expect(start(plan_id, "cus_ana", { to: ["here", "a@b, c@d"] })).rejects.toMatchObject({
      problems: [
        { code: "trial/address", path: "to.0" },
        { code: "trial/address", path: "to.1" },
      ],
    })
    const six = Array.from({ length: 6 }, (_, n) => `me${n}@shop.test`)
    await expect(start(plan_id, "cus_ana", { to: six })).rejects.toMatchObject({
      problems: [{ code: "trial/too-many-addresses" }],
    })
  })

  it("remembers the last three addresses of each of the staff", async () => {
    const plan_id = await save(draw({ who: ["conditions", everybody] }, []))
    const { marketing, clock } = world
    for (const address of ["a@shop.test", "b@shop.test", "c@shop.test", "d@shop.test", "b@shop.test"]) {
      await run(plan_id, "cus_ana", { to: [address], actor: "user_9" })
      clock.pass({ minutes: 1 })
    }
    expect(await marketing.listTestAddresses({ actor: "user_9" })).toEqual([
      "b@shop.test",
      "d@shop.test",
      "c@shop.test",
    ])
    await marketing.testSend({
      ...{ channel: "email", content: mail("Hi").content, actor: "user_9" },
      to: ["e@shop.test", "d@shop.test"],
    })
    expect(await marketing.listTestAddresses({ actor: "user_9" })).toEqual([
      "e@shop.test",
      "d@shop.test",
      "b@shop.test",
    ])
    expect(await marketing.listTestAddresses({ actor: "user_8" })).toEqual([])
  })

  it("is ended by hand, ends when its customer is deleted, and is kept with the nine before it", async () => {
    const { marketing, database } = world
    const plan_id = await save(listening)
    const ids: number[] = []
    for (let n = 0; n < 3; n++) ids.push((await run(plan_id, "cus_ana", { events: "ask" })).no)
    await expect(run(plan_id, "cus_ana")).rejects.toMatchObject({
      code: "trial/too-many",
      values: { most: 3 },
    })
    for (const no of ids) await marketing.endTrial({ plan_id, no })
    expect(await marketing.getTrial({ plan_id, no: ids[0]! })).toMatchObject({ state: "ended", here: null })
    for (let n = 0; n < 9; n++) await run(plan_id, "cus_ana")
    const kept = await marketing.listTrials({ plan_id })
    expect(kept).toHaveLength(10)
    expect(kept.map(({ no }) => no)).not.toContain(ids[1])
    await expect(marketing.getTrial({ plan_id, no: ids[0]! })).rejects.toThrow("no test")
    await expect(marketing.getTrial({ plan_id, no: Number.NaN })).rejects.toThrow("no test")
    const [pid] = await addPeople(database, [{ customer_id: "cus_gone" }])
    const no = await marketing.startTrial(test(plan_id, "cus_gone"))
    await database.run("update marketing_profile set deleted_at = now() where pid = $1", [pid])
    await walk(world)
    expect(await marketing.getTrial({ plan_id, no })).toMatchObject({
      state: "left",
      reason: "customer_deleted",
    })
  })

  it("is erased a day after its customer was deleted, and no other is (F20)", async () => {
    const { marketing, database, clock } = world
    const [gone] = await addPeople(database, [
      { customer_id: "cus_leaves", email: "Leaves@example.test", first_name: "Canary" },
      { customer_id: "cus_stays", email: "stays@example.test" },
    ])
    for (const customer_id of ["cus_leaves", "cus_stays"])
      await marketing.markTestCustomer({ customer_id, is_test: true, actor: "user_7" })
    const plan_id = await save(
      draw({ who: ["conditions", everybody], letter: ["message:email", mail("Bye")] }, ["who out letter"]),
    )
    const hers = await run(plan_id, "cus_leaves", { actor: "user_7" })
    const asks = await run(await save(listening), "cus_leaves", { events: "ask", actor: "user_7" })
    const toHer = await run(plan_id, "cus_ana", { to: ["leaves@example.test"], actor: "user_7" })
    const other = await run(plan_id, "cus_stays", { to: ["stays@example.test"], actor: "user_7" })
    expect(asks.state).toBe("asking")
    const left = async () =>
      (await database.rows<{ no: number }>("select no from marketing_trial order by no")).map(({ no }) => no)
    const before = await left()
    await database.run("update marketing_profile set deleted_at = $2 where pid = $1", [
      gone,
      await clock.now(),
    ])
    clock.pass({ hours: 23 })
    await marketing.eraseDeparted()
    expect(await left()).toEqual(before)
    clock.pass({ hours: 2 })
    await marketing.eraseDeparted()
    expect(await left()).toEqual(before.filter((no) => ![hers.no, asks.no, toHer.no].includes(no)))
    expect(await left()).toContain(other.no)
    for (const table of ["trial", "trial_step", "trial_message", "trial_call", "test_address"])
      expect(
        await database.rows(`select 1 from marketing_${table} t where to_jsonb(t)::text ~* 'canary|leaves@'`),
      ).toEqual([])
    expect(await marketing.listTestAddresses({ actor: "user_7" })).toEqual(["stays@example.test"])
    expect(await database.rows("select 1 from marketing_test_customer where pid = $1", [gone])).toEqual([])
  })

  it("sends a message once, also when the worker died over it", async () => {
    const { marketing, database, clock } = world
    const plan_id = await save(
      draw({ who: ["conditions", everybody], letter: ["message:email", mail("Once")] }, ["who out letter"]),
    )
    const no = await marketing.startTrial(test(plan_id, "cus_ana", { to: ["me@shop.test"] }))
    await walk(world)
    expect(server.mails).toHaveLength(1)
    // As if it had died before it could say that the letter was passed.
    await database.run(
      `update marketing_trial t set state = 'going', due_at = $2, standing = s.standing
         from marketing_trial_step s where t.no = $1 and s.trial_no = t.no and s.hop = 2`,
      [no, await clock.now()],
    )
    await walk(world)
    expect(await marketing.getTrial({ plan_id, no })).toMatchObject({ state: "through" })
    expect(server.mails).toHaveLength(1)
  })
})
