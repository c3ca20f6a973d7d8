import { planSettingsSchema } from "../../src/core/canvas/plan-settings"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { addPlan, draw } from "../support/plans"
import { startReceiver } from "../support/receiver"
import { hireStaff } from "../support/shop"
import { addPeople } from "../support/world"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"

const LONG_AGO = "2026-03-02T09:00:00Z"
const WRONG = "The kind could not read the score."

/** What went wrong while nobody looked. Each test goes on where the one before it ended. */
describe("an operator looks after what stands still (O6, G15)", () => {
  let database: Database
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let pids: number[]
  const house = openHouse(async (store) => {
    await hireStaff(store.app, store.container)
    receiver = await startReceiver()
    store.container.resolve<MarketingService>("marketing").options.webhooks.allow_private = true
    database = connectDatabase(store.databaseUrl, { size: 1 })
  })
  afterAll(async () => {
    await database?.close()
    await receiver?.stop()
  })

  /** Two people stand at a card, a message may have arrived, a request was not taken, a change not read, a card left alone. */
  async function breakThings(): Promise<void> {
    pids = await addPeople(database, [
      { first_name: "Ada", email: "ada@example.test" },
      { first_name: "Bo", email: "bo@example.test" },
    ])
    const canvas = draw(
      { who: ["conditions", { rule: { all: [] } }], tag: ["tags", { add: ["seen"] }], tell: ["exit"] },
      ["who out tag"],
    )
    canvas.nodes[1]!.name = "Mark who was seen"
    canvas.nodes[2]!.name = "Tell them"
    const { plan_no, run_no } = await addPlan(database, {
      canvas,
      settings: planSettingsSchema.parse({}),
      due_at: new Date(LONG_AGO),
    })
    await database.run("update marketing_run set state = 'running' where no = $1", [run_no])
    await database.run(
      `with entered as (
         insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         select $1, $2, 1, pid, 'once', 'who', 'inside', $4 from unnest($3::int[]) pid returning id, pid)
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, state, run_at, entered_at,
                                   arrived_at, attempts, error)
       select id, 'tag', 1, $1, $2, 1, pid, 'parked', $4, $4, $4, 6, $5 from entered`,
      [plan_no, run_no, pids, LONG_AGO, WRONG],
    )
    await database.run("update marketing_plan set state = 'running' where no = $1", [plan_no])
    await database.run(
      `insert into marketing_send (key, token, plan_no, run_no, node, pid, channel, content_hash, state, reason, address, run_at, queued_at)
       values ('lost', 'lost', $1, $2, 'tell', $3, 'email', 'none', 'unknown', 'timed_out', 'ada@example.test', $4, $4)`,
      [plan_no, run_no, pids[0], LONG_AGO],
    )
    await database.run(
      `insert into marketing_webhook_call (key, plan_no, run_no, node, pid, url, host, with_email, data, made_at, attempts, error, error_detail)
       values ('stuck', $1, $2, 'tell', $3, $4, $5, false, '{}', $6, 8, 'status', '500')`,
      [plan_no, run_no, pids[0], receiver.url, new URL(receiver.url).host, LONG_AGO],
    )
    await database.run(
      `insert into marketing_inbox (source, source_id, kind, run_at, received_at, attempts, error)
       values ('order', 'order_lost', 'sync', 'infinity', $1, 8, 'It holds no currency.')`,
      [LONG_AGO],
    )
    await database.run(
      `insert into marketing_breaker (name, opened_at, open_until, reason)
       values ($1, $2, now() + interval '5 minutes', $3)`,
      [`node:${plan_no}:tag`, LONG_AGO, WRONG],
    )
    await database.run(
      `with held as (
         insert into marketing_send (key, token, plan_no, run_no, node, pid, channel, content_hash, state, reason, run_at, queued_at, expires_at)
         select 'held' || pid, 'held' || pid, $1, $2, 'tell', pid, 'email', 'none', 'queued', 'text_fails', until, now(), until
           from unnest($3::int[]) pid, (select now() + interval '5 days' as until) u)
       insert into marketing_breaker (name, opened_at, open_until, reason)
       values ('text:' || $1 || ':tell', $4, '9999-12-31T00:00:00Z', 'text_fails')`,
      [plan_no, run_no, pids, LONG_AGO],
    )
  }
  const row = (text: string) => house.panel.page.getByRole("row").filter({ hasText: text })

  it("finds nothing to do in a store that is well", async () => {
    const { page } = house.panel
    await house.panel.go("/settings/marketing")
    await page.getByRole("link", { name: "Health" }).click()
    await page.getByRole("heading", { name: "Health", level: 1 }).waitFor()
    await page.getByText("Nobody stands still.").waitFor()
    await page.getByText("The outcome of every message is known.").waitFor()
    await page.getByText("completeCart.validate").waitFor()
    await settled(page)
    await house.panel.snap("health-01-well-en-light")
  })

  it("sees over all plans who stands still and why, and lets one of them try again, then everybody", async () => {
    await breakThings()
    const { page } = house.panel
    await house.panel.go("/marketing")
    await page.getByRole("link", { name: "Look at it" }).click()
    const card = row("Mark who was seen")
    await card.getByText(WRONG).waitFor()
    await page.getByText("Something waits for you").waitFor()
    await settled(page)
    await house.panel.snap("health-02-broken-en-light")
    await card.getByRole("button", { name: "Show people" }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByRole("button", { name: "Let Ada try again" }).click()
    await expect.poll(() => drawer.getByText("Ada").count()).toBe(0)
    await drawer.getByText("Bo").waitFor()
    await house.panel.snap("health-03-people-en-light")
    await drawer.getByText("Close", { exact: true }).first().click()
    await card.getByRole("button", { name: "Let all try again" }).click()
    await page.getByText("Nobody stands still.").waitFor()
    const tagged = () =>
      database.rows<{ pid: number }>("select pid from marketing_profile where 'seen' = any(tags)")
    await expect.poll(async () => (await tagged()).length, { timeout: 30_000 }).toBe(2)
  })

  it("has a webhook sent and a change read again, and says that a message arrived", async () => {
    const { page } = house.panel
    await row("The server answered with the error 500.").getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(1)
    await row("It holds no currency.").getByRole("button", { name: "Try again" }).click()
    await page.getByText("Every change was read.").waitFor()
    await row("ada@example.test").getByRole("button", { name: "Send again" }).click()
    await page.getByText("ada@example.test may get it twice.").waitFor()
    await house.panel.snap("health-04-again-en-light")
    await page.getByRole("button", { name: "Cancel" }).click()
    await row("ada@example.test").getByRole("button", { name: "It arrived" }).click()
    await page.getByText("The outcome of every message is known.").waitFor()
    const send = await database.one("select state, reason from marketing_send where key = 'lost'")
    expect(send).toEqual({ state: "sent", reason: "by_hand" })
  })

  it("finds the card whose text fails for nearly everybody, on the plan's page too, and lets its messages go on (F13)", async () => {
    const { page } = house.panel
    await page.getByText("its text cannot be made for most people").waitFor()
    await house.panel.snap("health-05-held-en-light")
    await page.getByRole("link", { name: "A plan: Tell them" }).click()
    await page.getByText("“Tell them” is not being sent").waitFor()
    await page.getByText("so 2 messages wait").waitFor()
    await settled(page)
    await house.panel.snap("health-06-held-plan-en-light")
    await page.getByRole("button", { name: "Let the messages of “Tell them” go on" }).click()
    await expect.poll(() => page.getByText("is not being sent").count()).toBe(0)
    const waiting = "select 1 from marketing_send where key like 'held%' and reason = 'text_fails'"
    await expect.poll(() => database.rows(waiting), { timeout: 30_000 }).toEqual([])
    await house.panel.go("/settings/marketing/health")
    await page.getByRole("heading", { name: "Health", level: 1 }).waitFor()
    await settled(page)
    expect(await page.getByText("its text cannot be made").count()).toBe(0)
  })

  it("reads it in Chinese, in the dark; and where the store does not answer, is told so and may try again", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await chinese.go("/settings/marketing/health")
    await page.getByText("暂时搁置").waitFor()
    await settled(page)
    expect(rawKeys(await page.locator("body").innerText())).toEqual([])
    await chinese.snap("health-07-zhCN-dark")
    await page.route("**/admin/marketing/health", (route) => route.fulfill({ status: 503, json: {} }))
    await page.reload()
    await page.getByRole("alert").waitFor()
    await chinese.snap("health-08-failed-zhCN-dark")
    await page.unroute("**/admin/marketing/health")
    await page.getByRole("button", { name: "重试" }).click()
    await page.getByText("暂时搁置").waitFor()
    await chinese.close()
  })
})
