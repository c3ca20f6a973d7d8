import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { publishPlanWorkflow } from "../../src/workflows/publish-plan"
import { hire, hireStaff, office, openShop } from "../support/shop"
import { bootStore, type Store } from "../support/store"
import { addPeople } from "../support/world"

describe("approval of plans through the admin API (P13)", () => {
  let store: Store
  let database: Database
  let author: ReturnType<typeof office>
  let chief: ReturnType<typeof office>
  let ids: { author: string; chief: string }
  const person = `approved${process.pid}@example.test`

  beforeAll(async () => {
    store = await bootStore()
    await openShop(store.container)
    const staff = await hireStaff(store.app, store.container)
    const other = await hire(store.app, store.container, "chief@example.test")
    author = office(store.app, staff)
    chief = office(store.app, other)
    ids = { author: staff.user_id, chief: other.user_id }
    database = connectDatabase(store.databaseUrl, { size: 1 })
    await addPeople(database, [{ email: person }])
  })
  afterEach(() => chief.post("/admin/marketing/settings", { approval: { on: false, approvers: [] } }))
  afterAll(() => database.close())

  const at = (id: string, rest = "") => `/admin/marketing/plans/${id}${rest}`
  const switchOn = (approvers: string[]) =>
    author.post("/admin/marketing/settings", { approval: { on: true, approvers } })
  const draft = async () =>
    (
      await author
        .post("/admin/marketing/plans", {
          name: "Hello",
          settings: { schedule: { at: "2099-01-02T10:00" } },
          wizard: {
            rule: { all: [{ fact: "profile.email", op: "is", value: person }] },
            message: { channel: "email", content: { subject: "Hello", html: "<p>Hello</p>" } },
          },
        })
        .expect(200)
    ).body.plan.id as string

  it("is off until somebody switches it on and names who approves", async () => {
    const { approval } = (await author.get("/admin/marketing/settings").expect(200)).body.settings
    expect(approval).toMatchObject({ on: false, approvers: [], may_change: true })
    const nobody = await switchOn([]).expect(400)
    expect(nobody.body.problems).toMatchObject([{ code: "plan/no-approver", path: "approval.approvers" }])
    const stranger = await switchOn(["user_nobody"]).expect(400)
    expect(stranger.body.problems).toMatchObject([{ code: "plan/no-such-user" }])
    await switchOn(["x".repeat(101)]).expect(400)
    const saved = (await switchOn([ids.chief]).expect(200)).body.settings.approval
    expect(saved).toMatchObject({
      on: true,
      approvers: [ids.chief],
      changed_by: ids.author,
      may_change: false,
    })
    const off = { approval: { on: false, approvers: [] } }
    const refused = await author.post("/admin/marketing/settings", off).expect(409)
    expect(refused.body.problems[0].code).toBe("plan/not-approver")
    const both = { limits: {}, ...off }
    await author.post("/admin/marketing/settings", both).expect(400)
  })

  it("takes a plan from one desk to the other: submitted, rejected with a reason, submitted again, approved", async () => {
    await switchOn([ids.author, ids.chief]).expect(200)
    const id = await draft()
    const alone = await author.post(at(id, "/publish")).expect(409)
    expect(alone.body.problems[0]).toMatchObject({ code: "plan/needs-approval" })
    const submitted = (await author.post(at(id, "/submit"), { revision: 1, note: "Please" }).expect(200)).body
    expect(submitted.plan).toMatchObject({ state: "in_review", in_review: true })
    expect((await author.post(at(id), { name: "Other" }).expect(409)).body.problems[0].code).toBe(
      "plan/in-review",
    )
    const own = await author.post(at(id, "/approve"), { revision: 1 }).expect(409)
    expect(own.body.problems[0].code).toBe("plan/own-submission")
    expect((await chief.post(at(id, "/reject")).expect(400)).body.problems[0]).toMatchObject({
      code: "plan/reason-needed",
      path: "reason",
    })
    const back = (await chief.post(at(id, "/reject"), { reason: "Say who it is from" }).expect(200)).body.plan
    expect(back.state).toBe("draft")
    const read = (await author.get(at(id)).expect(200)).body.plan
    expect(read.review).toMatchObject({
      state: "rejected",
      decided_by: ids.chief,
      reason: "Say who it is from",
    })
    await author.post(at(id), { name: "Hello from us" }).expect(200)
    await author.post(at(id, "/submit")).expect(200)
    const seen = (await chief.get(at(id)).expect(200)).body.plan
    expect(seen.actions).toEqual(["approve", "reject", "cancel"])
    await chief.post(at(id, "/approve")).expect(400)
    expect((await chief.post(at(id, "/approve"), { revision: 1 }).expect(409)).body.problems[0].code).toBe(
      "plan/resubmitted",
    )
    const approved = await chief.post(at(id, "/approve"), { revision: seen.review.revision }).expect(200)
    expect(approved.body.plan).toMatchObject({ state: "scheduled", version: 1 })
    const { entries } = (await author.get(`/admin/marketing/audit?entity=plan&entity_id=${id}`).expect(200))
      .body
    expect(
      entries.map((e: { action: string; actor: string; detail: { reason?: string } }) => [
        e.action,
        e.actor,
        e.detail.reason,
      ]),
    ).toEqual([
      ["approve", ids.chief, undefined],
      ["submit", ids.author, undefined],
      ["change", ids.author, undefined],
      ["reject", ids.chief, "Say who it is from"],
      ["submit", ids.author, "Please"],
      ["create", ids.author, undefined],
    ])
    await author.post(at(id, "/end")).expect(200)
  })

  it("cannot be passed by through the core's routes for workflows", async () => {
    await switchOn([ids.chief]).expect(200)
    const id = await draft()
    const input = { plan_id: id, actor: ids.chief, was_approved: true }
    const below = "/admin/workflows-executions"
    const step = { transaction_id: "t", step_id: "publish-plan", response: {} }
    for (const [path, body] of [
      ["publish-marketing-plan/run", { input }],
      ["publish%2Dmarketing-plan/run", { input }],
      ["publish-marketing-plan/run/", { input }],
      ["publish-marketing-plan/steps/success", step],
      ["publish-marketing-plan/steps/failure", step],
      ["create-coupon-template/run", { input: {} }],
    ] as const) {
      const { body: said } = await author.post(`${below}/${path}`, body).expect(403)
      expect(said.message).toContain("/admin/marketing")
    }
    expect((await author.get(at(id)).expect(200)).body.plan).toMatchObject({ state: "draft", version: null })
    // Whoever runs the workflow from code cannot say so either.
    const run = publishPlanWorkflow(store.container).run({ input: input as never })
    await expect(run).rejects.toMatchObject({ code: "plan/needs-approval" })
    // Other people's workflows are none of our business.
    await author.post(`${below}/nobody-has-this/run`, { input: {} }).expect(({ status }) => {
      expect(status).not.toBe(403)
    })
  })

  it("tells in one list what waits, and whose plans they are (P21)", async () => {
    await switchOn([ids.chief]).expect(200)
    const id = await draft()
    await author.post(at(id, "/submit")).expect(200)
    const list = async (query: string) =>
      (await chief.get(`/admin/marketing/plans?${query}`).expect(200)).body.plans as { id: string }[]
    expect(await list("state=in_review")).toMatchObject([
      { id, state: "in_review", in_review: true, created_by: ids.author, inside: 0, covered: 0 },
    ])
    expect((await list(`owner=${ids.author}&limit=1000`)).map((plan) => plan.id)).toContain(id)
    expect(await list(`owner=${ids.chief}`)).toEqual([])
    await list("order=-next_run_at")
    await chief.post(at(id, "/cancel")).expect(200)
    expect(await list("state=in_review")).toEqual([])
  })
})
