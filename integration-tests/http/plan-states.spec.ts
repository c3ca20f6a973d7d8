import request from "supertest"
import { connectDatabase } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import type { office } from "../support/shop"
import type { Store } from "../support/store"
import { addPeople } from "../support/world"

describe("earlier states and templates of plans over HTTP", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  beforeAll(async () => {
    ;({ store, desk } = await openForBusiness())
  })
  const room = "/admin/marketing/plans"
  const canvas = (days: number) => ({
    nodes: [
      { id: "who", kind: "conditions", settings: { rule: { all: [] } } },
      { id: "rest", kind: "wait", settings: { amount: days, unit: "days" } },
    ],
    edges: [{ from: "who", to: "rest" }],
  })
  const make = async () =>
    (
      await desk
        .post(room)
        .send({ name: "A plan", canvas: canvas(1) })
        .expect(200)
    ).body.plan as {
      id: string
      revision: number
    }

  it("a plan can be in every state, and the list says which (P12)", async () => {
    const database = connectDatabase(store.databaseUrl, { size: 1 })
    await addPeople(database, [{ email: "states@example.test" }])
    await database.close()
    const later = { schedule: { at: "2099-01-02T10:00" } }
    const act = (id: string, verb: string, body: object = {}) =>
      desk
        .post(`${room}/${id}/${verb}`)
        .send(body)
        .then(({ status, body: said }) =>
          expect([verb, status, said.problems]).toEqual([verb, 200, undefined]),
        )
    const listed = async (id: string) => {
      const { plans } = (await desk.get(`${room}?limit=1000`).expect(200)).body as {
        plans: { id: string; state: string; in_review: boolean }[]
      }
      return plans.find((plan) => plan.id === id)?.state ?? "not listed"
    }
    const found = async (state: string) =>
      (await desk.get(`${room}?state=${state}&limit=1000`).expect(200)).body.plans.map(
        ({ id }: { id: string }) => id,
      )
    const set = (approval: object) => desk.post("/admin/marketing/settings").send({ approval }).expect(200)
    const { id } = await make()
    expect(await listed(id)).toBe("draft")
    await desk.post(`${room}/${id}`).send({ settings: later }).expect(200)

    const me = (await desk.get("/admin/users/me").expect(200)).body.user.id
    await set({ on: true, approvers: [me] })
    await act(id, "submit", { revision: 2 })
    expect(await listed(id)).toBe("in_review")
    expect(await found("in_review")).toContain(id)
    await act(id, "approve", { revision: 2 })
    await set({ on: false, approvers: [] })
    expect(await listed(id)).toBe("scheduled")
    for (const [verb, state] of [
      ["pause", "paused"],
      ["resume", "scheduled"],
      ["cancel", "cancelled"],
      ["archive", "archived"],
    ] as const) {
      await act(id, verb)
      expect(await listed(id)).toBe(state === "archived" ? "not listed" : state)
      expect(await found(state)).toContain(id)
    }

    const { id: other } = await make()
    await act(other, "publish")
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.startDueRuns()
    await verbs.enrollRuns()
    for (const [verb, state] of [
      [null, "running"],
      ["pause", "paused"],
      ["resume", "running"],
      ["end", "ended"],
    ] as const) {
      if (verb) await act(other, verb)
      expect(await listed(other)).toBe(state)
      expect(await found(state)).toContain(other)
    }
  })

  it("lists, shows and restores what a draft said, and a merge is a state of its own (C1)", async () => {
    const { id, revision } = await make()
    await desk
      .post(`${room}/${id}`)
      .send({ canvas: canvas(2), revision })
      .expect(200)
    const merged = { canvas: canvas(3), revision: revision + 1, merged: true }
    await desk.post(`${room}/${id}`).send(merged).expect(200)
    await desk.post(`${room}/${id}`).send({ merged: "yes" }).expect(400)
    const { body } = await desk.get(`${room}/${id}/drafts`).expect(200)
    expect(body).toMatchObject({ count: 3, offset: 0 })
    expect(body.drafts).toMatchObject([
      { how: "merged", changes: { changed: 1 } },
      { how: "drawn", changes: { changed: 1 } },
      { how: "began", changes: null },
    ])
    expect(body.drafts[0].canvas).toBeUndefined()
    const { no } = body.drafts[1]
    const shown = (await desk.get(`${room}/${id}/drafts/${no}`).expect(200)).body.draft
    expect(shown.canvas.nodes[1].settings.amount).toBe(2)
    await desk.post(`${room}/${id}/drafts/${no}/restore`).send({ revision }).expect(409)
    const restored = await desk.post(`${room}/${id}/drafts/${no}/restore`).send({}).expect(200)
    expect(restored.body.plan.canvas.nodes[1].settings.amount).toBe(2)
    for (const none of ["0", "x", "999999"]) {
      await desk.get(`${room}/${id}/drafts/${none}`).expect(404)
      await desk.post(`${room}/${id}/drafts/${none}/restore`).send({}).expect(404)
    }
    await desk.get(`${room}/mkplan_gone/drafts`).expect(404)
    await request(store.app).get(`${room}/${id}/drafts`).expect(401)
  })

  it("makes, fills, renames and deletes a template of one's own, and no other (C12)", async () => {
    const { id: plan_id } = await make()
    const templates = "/admin/marketing/plan-templates"
    const parameters = [{ node: "rest", path: "amount", label: "How long", type: "days" }]
    const asked = { plan_id, name: "Ours", parameters }
    const { id } = (await desk.post(templates).send(asked).expect(200)).body.plan_template
    const again = await desk.post(templates).send(asked).expect(400)
    expect(again.body.problems).toMatchObject([{ code: "template/name-taken", path: "name" }])
    const { plan_templates } = (await desk.get(templates).expect(200)).body
    expect(plan_templates[0]).toMatchObject({ id, own: true, parameters: [{ id: "v1", default: 1 }] })
    expect(plan_templates[1]).toMatchObject({ own: false })
    const filled = await desk
      .post(`${templates}/${id}/fill`)
      .send({ values: { v1: 5 } })
      .expect(200)
    expect(filled.body.plan.canvas.nodes[1].settings.amount).toBe(5)
    await desk.post(`${templates}/${id}`).send({ name: "Theirs" }).expect(200)
    await desk.post(`${templates}/repurchase`).send({ name: "Mine" }).expect(404)
    await desk.delete(`${templates}/repurchase`).expect(404)
    const { body } = await desk.delete(`${templates}/${id}`).expect(200)
    expect(body).toEqual({ id, object: "plan_template", deleted: true })
    await request(store.app).post(templates).send(asked).expect(401)
  })
})
