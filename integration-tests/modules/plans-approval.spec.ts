import { Conflict, Refused } from "../../src/core/problem"
import { settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const [ada, bob, cleo] = ["user_ada", "user_bob", "user_cleo"] as const

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => "nothing was refused",
    (e: unknown) => e,
  )
  if (error instanceof Refused) return error.problems.map((problem) => problem.code).join(" ")
  return error instanceof Conflict ? error.code : String(error)
}

describe("plans that somebody approves before they are published (P13)", () => {
  let world: World
  const verbs = () => world.marketing
  const canvas = (tag: string) => ({
    nodes: [
      {
        id: "who",
        kind: "conditions",
        settings: { rule: { all: [{ fact: "profile.country", op: "is", value: "de" }] } },
      },
      { id: "tag", kind: "tags", settings: { add: [tag], remove: [] } },
    ],
    edges: [{ from: "who", port: "out", to: "tag" }],
  })
  const draft = async (settings: object = { schedule: { at: "2099-01-02T10:00" } }) =>
    (
      await verbs().savePlan({
        plan: { name: "Hello", settings, wizard: { rule: rule("de"), add_tags: ["asked"] } },
        actor: ada,
      })
    ).id
  const rule = (country: string) => ({ all: [{ fact: "profile.country", op: "is", value: country }] })
  const switchTo = (on: boolean, ...approvers: string[]) =>
    verbs().saveApproval({ approval: { on, approvers }, actor: ada })
  const submit = (plan_id: string, actor: string = ada) =>
    verbs().submitPlan({ plan_id, actor, note: "For the autumn" })
  const reject = (plan_id: string, actor: string, reason?: string) =>
    verbs().rejectPlan({ plan_id, actor, reason })
  const waiting = async (plan_id: string) => (await verbs().getPlan({ plan_id })).review!
  const approve = async (plan_id: string, actor: string) => {
    const { revision } = await waiting(plan_id)
    return verbs().publishPlan({ plan_id, actor, revision, approve: true })
  }
  const logged = async (entity_id: string) =>
    (await verbs().listAudit({ entity: "plan", entity_id, offset: 0, limit: 50 })).entries.map(
      ({ action, actor, detail }) => [action, actor, detail.reason],
    )

  beforeEach(async () => {
    world = await createWorld()
    await world.database.run(
      `insert into "user" (id, email) select id, id || '@example.test' from unnest($1::text[]) as id`,
      [[ada, bob, cleo]],
    )
    await addPeople(world.database, [{ country: "de" }, { country: "de" }])
    await switchTo(true, ada, bob)
  })
  afterEach(() => world.end())

  it("are published by nobody alone: one submits, another approves, and both stand in the log", async () => {
    const id = await draft()
    expect((await verbs().getPlan({ plan_id: id, actor: ada })).actions).toEqual([
      "edit",
      "submit",
      "archive",
      "delete",
    ])
    expect(await codeOf(verbs().publishPlan({ plan_id: id, actor: bob }))).toBe("plan/needs-approval")
    expect(await submit(id)).toMatchObject({ state: "in_review", in_review: true, version: null })
    expect(await waiting(id)).toMatchObject({ state: "waiting", revision: 1, submitted_by: ada })
    expect(await codeOf(verbs().publishPlan({ plan_id: id, actor: bob }))).toBe("plan/in-review")
    expect(await approve(id, bob)).toMatchObject({ state: "scheduled", in_review: false, version: 1 })
    expect(await waiting(id)).toMatchObject({ state: "approved", decided_by: bob })
    expect((await verbs().listVersions({ plan_id: id }))[0]).toMatchObject({
      published_by: bob,
      note: "For the autumn",
    })
    expect(await logged(id)).toEqual([
      ["approve", bob, undefined],
      ["submit", ada, "For the autumn"],
      ["create", ada, undefined],
    ])
  })

  it("are approved by approvers only, and by who submitted them only where nobody else could", async () => {
    const id = await draft()
    await submit(id)
    expect(await codeOf(approve(id, cleo))).toBe("plan/not-approver")
    expect(await codeOf(approve(id, ada))).toBe("plan/own-submission")
    expect(await codeOf(reject(id, cleo, "No"))).toBe("plan/not-approver")
    const may = async (actor: string) => (await verbs().getPlan({ plan_id: id, actor })).actions
    expect(await may(ada)).toEqual(["reject", "cancel"])
    expect(await may(bob)).toEqual(["approve", "reject", "cancel"])
    expect(await may(cleo)).toEqual(["cancel"])
    await switchTo(true, ada)
    expect(await approve(id, ada)).toMatchObject({ version: 1 })
  })

  it("stay as they were submitted while they wait", async () => {
    const id = await draft()
    await submit(id)
    for (const plan of [{ name: "Other" }, { category: "notice" }, { canvas: canvas("x") }, { settings: {} }])
      expect(await codeOf(verbs().savePlan({ plan_id: id, plan, actor: ada }))).toBe("plan/in-review")
    expect(await codeOf(submit(id))).toBe("plan/in-review")
    expect(await codeOf(verbs().deletePlan({ plan_id: id, actor: ada }))).toBe("plan/delete-not-allowed")
    expect(await codeOf(verbs().archivePlan({ plan_id: id, actor: ada }))).toBe("plan/archive-not-allowed")
  })

  it("go back to be changed with a reason, and what was seen before is approved no more", async () => {
    const id = await draft()
    await submit(id)
    const seen = (await waiting(id)).revision
    expect(await codeOf(reject(id, bob))).toBe("plan/reason-needed")
    expect(await reject(id, bob, "Too dear")).toMatchObject({ state: "draft", in_review: false })
    expect(await waiting(id)).toMatchObject({ state: "rejected", decided_by: bob, reason: "Too dear" })
    expect(await codeOf(approve(id, bob))).toBe("plan/not-in-review")
    await verbs().savePlan({ plan_id: id, plan: { canvas: canvas("cheaper") }, actor: ada })
    await submit(id)
    const late = verbs().publishPlan({ plan_id: id, actor: bob, revision: seen, approve: true })
    expect(await codeOf(late)).toBe("plan/resubmitted")
    expect(await approve(id, bob)).toMatchObject({ version: 1 })
    expect((await logged(id)).map(([action]) => action)).toEqual([
      "approve",
      "submit",
      "change",
      "reject",
      "submit",
      "create",
    ])
  })

  it("are taken back by who submitted them without a word, and cancelled for good", async () => {
    const id = await draft()
    await submit(id)
    expect(await reject(id, ada)).toMatchObject({ state: "draft" })
    expect(await waiting(id)).toMatchObject({ state: "withdrawn", decided_by: ada })
    await submit(id)
    expect(await verbs().cancelPlan({ plan_id: id, actor: bob })).toMatchObject({ state: "cancelled" })
    expect(await codeOf(approve(id, bob))).toBe("plan/not-in-review")
    expect(await codeOf(submit(id))).toBe("plan/submit-not-allowed")
  })

  it("are handed in only when they could be published", async () => {
    const id = await draft()
    const nobody = { wizard: { rule: rule("fr"), add_tags: ["a"] } }
    await verbs().savePlan({ plan_id: id, plan: nobody, actor: ada })
    expect(await codeOf(submit(id))).toBe("plan/empty-audience")
    const late = { settings: { schedule: { at: "2020-01-02T10:00" } }, canvas: canvas("x") }
    await verbs().savePlan({ plan_id: id, plan: late, actor: ada })
    expect(await codeOf(submit(id))).not.toBe("nothing was refused")
    expect((await verbs().getPlan({ plan_id: id })).review).toBeNull()
  })

  it("tell when they would start while they wait, and what the check says of that (P4)", async () => {
    const id = await draft()
    await submit(id)
    const ahead = () => verbs().listFirings({ plan_id: id })
    expect(await ahead()).toMatchObject({ firings: [{ slot: "2099-01-02T10:00" }], problems: [] })
    world.clock.set("2099-01-03T00:00:00Z")
    expect(await ahead()).toMatchObject({ firings: [], problems: [{ code: "schedule/past" }] })
  })

  it("under way go on by what runs while the next version waits, and take it when it is approved (P20)", async () => {
    const tags = () => world.database.rows("select distinct tags from marketing_profile")
    const changed = async () => {
      const id = await draft({})
      await submit(id)
      await approve(id, bob)
      await verbs().pausePlan({ plan_id: id, actor: ada })
      await verbs().savePlan({ plan_id: id, plan: { canvas: canvas("second") }, actor: ada })
      expect(await submit(id)).toMatchObject({ state: "paused", in_review: true, version: 1 })
      // Pausing and resuming is no change of what was submitted.
      await verbs().resumePlan({ plan_id: id, actor: cleo })
      return id
    }
    await changed()
    await settle(verbs())
    expect(await tags()).toEqual([{ tags: ["asked"] }])
    const approved = await changed()
    expect(await approve(approved, bob)).toMatchObject({ version: 2, in_review: false })
    await settle(verbs())
    expect(await tags()).toEqual([{ tags: ["asked", "second"] }])
  })

  it("keep the category by which they were approved: its limits hold for what runs", async () => {
    const id = await draft()
    await verbs().savePlan({ plan_id: id, plan: { category: "care" }, actor: ada })
    await submit(id)
    await approve(id, bob)
    const toNotice = () => verbs().savePlan({ plan_id: id, plan: { category: "notice" }, actor: ada })
    expect(await codeOf(toNotice())).toBe("plan/category-stays")
    expect(
      await verbs().savePlan({ plan_id: id, plan: { name: "Hi", category: "care" }, actor: ada }),
    ).toMatchObject({
      name: "Hi",
      category: "care",
    })
    await switchTo(false)
    expect(await toNotice()).toMatchObject({ category: "notice" })
  })

  it("are listed while they wait, whatever runs beside (P21)", async () => {
    const [first, second] = [await draft(), await draft()]
    await submit(first)
    await approve(first, bob)
    await verbs().savePlan({ plan_id: first, plan: { canvas: canvas("second") }, actor: ada })
    await submit(first)
    await submit(second)
    await draft()
    const listed = async (state: string[]) =>
      (await verbs().listPlans({ state, offset: 0, limit: 9 })).plans
        .map((plan) => [plan.id, plan.state])
        .sort()
    expect(await listed(["in_review"])).toEqual(
      [
        [first, "scheduled"],
        [second, "in_review"],
      ].sort(),
    )
    expect(await listed(["draft"])).toHaveLength(1)
    const resumed = await approve(first, bob)
    expect(resumed).toMatchObject({ state: "scheduled", version: 2 })
    expect(await listed(["in_review"])).toEqual([[second, "in_review"]])
  })

  it("go back to their drafts when approval is switched off, and are published as ever", async () => {
    const id = await draft()
    await submit(id)
    await switchTo(false)
    expect(await waiting(id)).toMatchObject({ state: "withdrawn", decided_by: ada })
    expect(await codeOf(submit(id))).toBe("plan/approval-off")
    expect(await verbs().publishPlan({ plan_id: id, actor: cleo })).toMatchObject({ version: 1 })
  })

  it("need an approver who is of the staff", async () => {
    expect(await codeOf(switchTo(true))).toBe("plan/no-approver")
    expect(await codeOf(switchTo(true, ada, "user_gone"))).toBe("plan/no-such-user")
    const now = { on: true, approvers: [ada, bob], changed_by: ada }
    expect(await verbs().readApproval({ actor: bob })).toMatchObject({ ...now, may_change: true })
    expect(await verbs().readApproval({ actor: cleo })).toMatchObject({ ...now, may_change: false })
  })

  it("need approval until one of the approvers says otherwise, or none of them is of the staff any more", async () => {
    const says = (actor: string, on: boolean, ...approvers: string[]) =>
      codeOf(verbs().saveApproval({ approval: { on, approvers }, actor }))
    expect(await says(cleo, false)).toBe("plan/not-approver")
    expect(await says(cleo, true, cleo)).toBe("plan/not-approver")
    expect(await says("apk_key", false)).toBe("plan/not-approver")
    expect(await says(bob, true, bob)).toBe("nothing was refused")
    const may = async (actor: string) => (await verbs().readApproval({ actor })).may_change
    expect([await may(bob), await may(cleo), await may("apk_key")]).toEqual([true, false, false])
    await world.database.run(`update "user" set deleted_at = now() where id = $1`, [bob])
    expect([await may(bob), await may(cleo), await may("apk_key")]).toEqual([false, true, false])
    expect(await says("apk_key", false)).toBe("plan/approval-by-staff")
    expect(await says(cleo, false)).toBe("nothing was refused")
    expect(await says("apk_key", true, cleo)).toBe("plan/approval-by-staff")
    expect(await says(ada, true, cleo)).toBe("nothing was refused")
    expect(await verbs().readApproval({ actor: cleo })).toMatchObject({
      on: true,
      approvers: [cleo],
      changed_by: ada,
    })
  })

  it("move their people to another version only by the hand of an approver", async () => {
    const id = await draft({})
    await submit(id)
    await approve(id, bob)
    await verbs().savePlan({ plan_id: id, plan: { canvas: canvas("second") }, actor: ada })
    await submit(id)
    await approve(id, bob)
    const { nodes } = await verbs().previewMove({ plan_id: id, version: 1, move: {} })
    const leaving = Object.fromEntries(nodes.map(({ node }) => [node, { leave: "moved" }]))
    const move = (actor: string) =>
      codeOf(verbs().movePeople({ plan_id: id, version: 1, move: { nodes: leaving }, actor }))
    expect(await move(cleo)).toBe("plan/not-approver")
    expect(await move(bob)).toBe("nothing was refused")
  })

  it("approved and rejected at once are one or the other", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await draft()
      await submit(id, cleo)
      const both = await Promise.allSettled([approve(id, ada), reject(id, bob, "No")])
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      const { state, version } = await verbs().getPlan({ plan_id: id })
      const isApproved = both[0].status === "fulfilled"
      expect([state, version]).toEqual(isApproved ? ["scheduled", 1] : ["draft", null])
    }
  })

  it("approved by two at once are published once", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await draft()
      await submit(id, cleo)
      const both = await Promise.allSettled([approve(id, ada), approve(id, bob)])
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      expect(await verbs().listVersions({ plan_id: id })).toHaveLength(1)
    }
  })

  it("submitted while they are changed wait for what was changed, or not at all", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await draft()
      const change = verbs().savePlan({ plan_id: id, plan: { canvas: canvas("new") }, actor: ada })
      const [submitted] = await Promise.allSettled([submit(id), change])
      const plan = await verbs().getPlan({ plan_id: id })
      if (submitted.status === "fulfilled") expect(plan.review).toMatchObject({ revision: plan.revision })
      else expect(plan).toMatchObject({ in_review: false, review: null })
    }
  })

  it("submitted while approval is switched off do not wait for ever", async () => {
    for (let round = 0; round < 5; round++) {
      await switchTo(true, ada, bob)
      const id = await draft()
      await Promise.allSettled([submit(id), switchTo(false)])
      expect(await verbs().getPlan({ plan_id: id })).toMatchObject({ in_review: false, state: "draft" })
    }
  })
})
