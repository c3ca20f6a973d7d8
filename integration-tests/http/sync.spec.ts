import { randomUUID } from "node:crypto"
import type { Express } from "express"
import request from "supertest"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import { signatureOf, startReceiver } from "../support/receiver"
import { fillCart, type office, registerShopper, type Shop, type Shopper, visit } from "../support/shop"

describe("a segment is carried out of here (A14)", () => {
  let app: Express
  let shop: Shop
  let marketing: MarketingService
  let desk: ReturnType<typeof office>
  let ada: Shopper
  beforeAll(async () => {
    ;({ app, shop, desk, marketing } = await openForBusiness())
    ada = await registerShopper(app, shop)
    await marketing.verbs.syncCustomers([ada.customer_id])
  })
  const admin = "/admin/marketing"
  const work = async () => {
    for (let more = true; more; ) more = await marketing.verbs.mirrorNextSegment()
    for (let more = true; more; ) more = await marketing.verbs.sendNextWebhook()
  }
  const segmentOf = async (name: string, rule: object): Promise<string> =>
    (await desk.post(`${admin}/segments`, { name: `${name} ${randomUUID().slice(0, 8)}`, rule }).expect(200))
      .body.segment.id
  const onlyAda = () => ({ fact: "profile.email", op: "is", value: ada.email })
  const membersOf = async (group: string): Promise<string[]> => {
    const { body } = await desk.get(`/admin/customers?groups=${group}&limit=5000&fields=id`).expect(200)
    return body.customers.map((customer: { id: string }) => customer.id)
  }

  it("2,500 members are in the store's own group, and taken out again, through its workflow", async () => {
    const mark = randomUUID().slice(0, 8)
    const ids: string[] = []
    for (let from = 0; from < 2_500; from += 500)
      ids.push(
        ...(await marketing.ports.createCustomers(
          Array.from({ length: 500 }, (_, i) => ({
            email: `${mark}-${from + i}@example.test`,
            company: mark,
          })),
        )),
      )
    await marketing.verbs.syncCustomers(ids)
    const id = await segmentOf("Mirrored", { fact: "profile.company", op: "is", value: mark })
    const on = await desk.post(`${admin}/segments/${id}/sync`, { group: {} }).expect(200)
    const group = on.body.sync.group.group.id
    const chunks: number[] = []
    const { changeGroup } = marketing.ports
    marketing.ports.changeGroup = async (change) => {
      chunks.push(change.add.length || -change.remove.length)
      await changeGroup(change)
    }
    try {
      await work()
      expect(chunks).toEqual([1_000, 1_000, 500])
      expect((await membersOf(group)).sort()).toEqual(ids.sort())
      const { body } = await desk.get(`${admin}/segments/${id}/sync`).expect(200)
      expect(body.sync.group).toMatchObject({
        state: "on",
        added: 2_500,
        waiting: 0,
        members: 2_500,
        error: null,
      })
      // The store's own events tell the profiles.
      while (await marketing.verbs.drainInbox());
      const inGroup = { fact: "profile.groups", op: "has_any", value: [group] }
      expect((await desk.post(`${admin}/rules/preview`, { rule: inGroup }).expect(200)).body.count).toBe(
        2_500,
      )
      const end = await desk.delete(`${admin}/segments/${id}/sync?part=group&people=remove`).expect(200)
      expect(end.body).toEqual({ id, object: "segment_group_sync", deleted: true })
      await work()
      expect(chunks.slice(3)).toEqual([-1_000, -1_000, -500])
      expect(await membersOf(group)).toEqual([])
      expect((await desk.post(`${admin}/rules/preview`, { rule: inGroup }).expect(200)).body.count).toBe(0)
      expect((await desk.get(`${admin}/segments/${id}/sync`).expect(200)).body.sync.group).toBeNull()
    } finally {
      marketing.ports.changeGroup = changeGroup
    }
  }, 180_000)

  it("a promotion for the group counts for its member, and no more when she has left the segment", async () => {
    const id = await segmentOf("For Ada", onlyAda())
    const { body } = await desk.post(`${admin}/segments/${id}/sync`, { group: {} }).expect(200)
    await work()
    const code = `ADA${randomUUID().slice(0, 8).toUpperCase()}`
    await desk
      .post("/admin/promotions", {
        code,
        type: "standard",
        status: "active",
        is_automatic: false,
        application_method: {
          type: "percentage",
          target_type: "items",
          allocation: "across",
          value: 10,
          currency_code: "eur",
        },
        rules: [{ attribute: "customer.groups.id", operator: "in", values: [body.sync.group.group.id] }],
      })
      .expect(200)
    const discountOf = async (shopper: Shopper): Promise<number> => {
      const cart = await fillCart(app, shop, { shopper })
      const used = await visit(app, shop, shopper)
        .post(`/store/carts/${cart}/promotions`, { promo_codes: [code] })
        .expect(200)
      return used.body.cart.discount_total
    }
    const bo = await registerShopper(app, shop, "Bo")
    expect([await discountOf(ada), await discountOf(bo)]).toEqual([6.6, 0])
    await desk.post(`${admin}/segments/${id}`, { rule: { not: { any: [onlyAda(), { not: onlyAda() }] } } })
    await work()
    expect(await discountOf(ada)).toBe(0)
  })

  it("a group that staff deletes in the store is told of, and does not stop the others", async () => {
    const id = await segmentOf("Loses its group", onlyAda())
    const { body } = await desk.post(`${admin}/segments/${id}/sync`, { group: {} }).expect(200)
    await work()
    await desk.delete(`/admin/customer-groups/${body.sync.group.group.id}`).expect(200)
    await desk.post(`${admin}/segments/${id}/sync/run`, { part: "group" }).expect(202)
    await work()
    const after = await desk.get(`${admin}/segments/${id}/sync`).expect(200)
    expect(after.body.sync.group).toMatchObject({ state: "stopped", error: "group-gone" })
    await desk.delete(`${admin}/segments/${id}`).expect(200)
  })

  it("another system is told, shown its secret once, and asked again when it failed", async () => {
    const receiver = await startReceiver()
    marketing.options.webhooks.allow_private = true
    try {
      const id = await segmentOf("Told", onlyAda())
      const made = await desk
        .post(`${admin}/segments/${id}/sync`, { webhook: { url: receiver.url, with_email: true } })
        .expect(200)
      receiver.answers({ status: 503 })
      await work()
      const failed = await desk.get(`${admin}/segments/${id}/sync`).expect(200)
      expect(failed.body.sync.webhook).toMatchObject({ error: "status", error_detail: "503", attempts: 1 })
      expect(JSON.stringify(failed.body)).not.toContain("whsec_")
      receiver.answers({ status: 200 })
      await desk.post(`${admin}/segments/${id}/sync/run`, { part: "webhook" }).expect(202)
      await work()
      expect(receiver.received.at(-1)!.body.entered).toEqual([
        { customer_id: ada.customer_id, email: ada.email },
      ])
      expect(receiver.received[1]!.headers["webhook-signature"]).toBe(
        signatureOf(made.body.secret, receiver.received[1]!),
      )
      expect((await desk.delete(`${admin}/segments/${id}`).expect(409)).body.message).toContain(
        "webhook to 127.0.0.1",
      )
      await desk.delete(`${admin}/segments/${id}/sync?part=webhook`).expect(200)
      await desk.delete(`${admin}/segments/${id}`).expect(200)
    } finally {
      marketing.options.webhooks.allow_private = false
      await receiver.stop()
    }
  })

  it("what makes no sense is refused with a sentence, and only staff gets in", async () => {
    const id = await segmentOf("Refusing", onlyAda())
    const path = `${admin}/segments/${id}/sync`
    const inside = await desk.post(path, { webhook: { url: "https://169.254.169.254/" } }).expect(400)
    expect(inside.body.problems).toMatchObject([{ code: "sync/url", path: "webhook.url" }])
    const none = await desk.post(path, { group: { group_id: "cusgroup_none" } }).expect(400)
    expect(none.body.problems).toMatchObject([{ code: "sync/no-group" }])
    await desk.post(path, {}).expect(400)
    await desk.post(path, { group: {}, webhook: {} }).expect(400)
    await desk.delete(path).expect(400)
    await desk.delete(`${path}?part=group`).expect(400)
    await desk.delete(`${path}?part=group&people=leave`).expect(404)
    await desk.post(`${path}/run`, { part: "webhook" }).expect(404)
    await desk.get(`${admin}/segments/mkseg_none/sync`).expect(404)
    await request(app).get(path).expect(401)
    await request(app).post(path).send({ group: {} }).expect(401)
  })
})
