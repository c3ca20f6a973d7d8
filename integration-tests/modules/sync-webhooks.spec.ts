import { signatureOf, startReceiver } from "../support/receiver"
import { addPeople, createWorld, type World } from "../support/world"

class Death extends Error {}

describe("a segment tells another system who entered and left (A14)", () => {
  let world: World
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let fatal: string | null
  beforeEach(async () => {
    fatal = null
    receiver = await startReceiver()
    world = await createWorld({
      options: { webhooks: { allow_private: true } },
      failPoint: (point) => {
        if (point === fatal) throw new Death(point)
      },
    })
  })
  afterEach(async () => {
    await receiver.stop()
    await world.end()
  })

  const people = (count: number, more: object = {}) =>
    addPeople(
      world.database,
      Array.from({ length: count }, (_, i) => ({
        customer_id: `cus_${String(i).padStart(5, "0")}`,
        city: "Ulm",
        ...more,
      })),
    )
  const segment = () =>
    world.marketing.saveSegment({ name: "Ulm", rule: { fact: "profile.city", op: "is", value: "Ulm" } })
  const hook = (segment_id: string, more: object = {}) =>
    world.marketing.saveWebhook({ segment_id, url: receiver.url, actor: "user_1", ...more })
  const work = async () => {
    for (let more = true; more; ) more = await world.marketing.sendNextWebhook()
  }
  const state = async (segment_id: string) => (await world.marketing.readSync({ segment_id })).webhook
  const move = async (pids: number[], city: string, segment_id: string) => {
    await world.database.run("update marketing_profile set city = $2 where pid = any($1)", [pids, city])
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id })
  }
  const bodies = () => receiver.received.map(({ body }) => body)

  it("tells 2,500 members in three signed batches, each person once, and nothing but ids", async () => {
    await people(2_500, { external_id: "77" })
    const { id } = await segment()
    const { secret } = await hook(id)
    expect(secret).toMatch(/^whsec_/)
    await work()
    expect(bodies().map(({ entered, left }) => [entered.length, left.length])).toEqual([
      [1_000, 0],
      [1_000, 0],
      [500, 0],
    ])
    expect(new Set(bodies().flatMap(({ entered }) => entered.map((one) => one.customer_id))).size).toBe(2_500)
    expect(bodies()[0]).toMatchObject({
      type: "segment.members_changed",
      segment: { id, name: "Ulm" },
      entered: expect.arrayContaining([{ customer_id: "cus_00000", external_id: "77" }]),
    })
    for (const one of receiver.received) {
      expect(one.headers["webhook-signature"]).toBe(signatureOf(secret!, one))
      expect(one.headers["webhook-id"]).toBe(one.body.id)
      expect(one.headers["webhook-timestamp"]).toBe(String((await world.clock.now()).getTime() / 1000))
    }
    expect(await state(id)).toMatchObject({ state: "on", entered_sent: 2_500, left_sent: 0, waiting: 0 })
    expect(await state(id)).not.toHaveProperty("sealed_secret")
    const stored = await world.database.one("select sealed_secret from marketing_webhook")
    expect(JSON.stringify(stored)).not.toContain(secret!.slice(6))
  })

  it("tells differences only, with the e-mail when the merchant ticked it", async () => {
    const [ann, bo] = await people(2)
    const { id } = await segment()
    await hook(id, { with_email: true })
    await work()
    expect(bodies()[0]!.entered[0]).toEqual({ customer_id: "cus_00000", email: "person0@example.test" })
    await move([ann!], "Bonn", id)
    await work()
    expect(bodies().at(-1)).toMatchObject({ entered: [], left: [{ customer_id: "cus_00000" }] })
    // Of who was deleted the receiver hears that they left, and no address.
    await world.database.run("update marketing_profile set deleted_at = $2 where pid = $1", [
      bo,
      await world.clock.now(),
    ])
    await move([], "", id)
    await work()
    expect(bodies().at(-1)!.left).toEqual([{ customer_id: "cus_00001" }])
    expect(receiver.received).toHaveLength(3)
  })

  it("tells at once of whom the store deleted that a list let them go", async () => {
    const customer_ids = ["cus_00000"]
    await people(1)
    const { id } = await world.marketing.saveSegment({ name: "Picked", type: "static", customer_ids })
    await hook(id)
    await work()
    await world.marketing.syncCustomers(customer_ids)
    while (await world.marketing.spreadChanges());
    while (await world.marketing.followNextSegment());
    await work()
    expect(bodies().at(-1)).toMatchObject({ entered: [], left: [{ customer_id: "cus_00000" }] })
  })

  it("a batch that was not taken comes again under its own id, before the next one, and is parked in the end", async () => {
    const pids = await people(1)
    const { id } = await segment()
    await hook(id)
    receiver.answers({ status: 500 })
    await work()
    expect(await state(id)).toMatchObject({ error: "status", error_detail: "500", attempts: 1, waiting: 1 })
    await move(pids, "Bonn", id)
    expect(await world.marketing.sendNextWebhook()).toBe(true)
    for (let i = 0; i < 10; i++) {
      world.clock.pass({ hours: 7 })
      await work()
    }
    expect(await state(id)).toMatchObject({ state: "parked", attempts: 8 })
    expect(receiver.received).toHaveLength(8)
    expect(new Set(bodies().map((body) => body.id)).size).toBe(1)
    receiver.answers({ status: 200 })
    await world.marketing.runSync({ segment_id: id, part: "webhook" })
    await work()
    expect(bodies().slice(8)).toMatchObject([
      { id: bodies()[0]!.id, entered: [{ customer_id: "cus_00000" }] },
      { entered: [], left: [{ customer_id: "cus_00000" }] },
    ])
    expect(await state(id)).toMatchObject({ state: "on", attempts: 0, error: null, waiting: 0 })
  })

  it("who asks for time gets it", async () => {
    await people(1)
    const { id } = await segment()
    await hook(id)
    receiver.answers({ status: 429, headers: { "retry-after": "1800" } })
    await work()
    world.clock.pass({ minutes: 29 })
    await work()
    expect(receiver.received).toHaveLength(1)
    world.clock.pass({ minutes: 2 })
    await work()
    expect(receiver.received).toHaveLength(2)
  })

  it("a process that dies after the receiver took it sends the same batch again, and no other is lost", async () => {
    await people(1_500)
    const { id } = await segment()
    await hook(id)
    fatal = "sync.afterSent"
    await expect(world.marketing.sendNextWebhook()).rejects.toThrow(Death)
    fatal = null
    await work()
    expect(bodies().map((body) => body.entered.length)).toEqual([1_000, 1_000, 500])
    expect(bodies()[0]).toEqual(bodies()[1])
    expect(await state(id)).toMatchObject({ entered_sent: 1_500, waiting: 0 })
  })

  it("two workers at once send every batch once", async () => {
    await people(2_500)
    const { id } = await segment()
    await hook(id)
    await Promise.all([work(), work(), work()])
    await work()
    expect(receiver.received).toHaveLength(3)
  })

  it("a segment with much to tell keeps no other waiting", async () => {
    await people(3_000)
    const [large, small] = [await segment(), await segment()]
    await hook(large.id, { url: `${receiver.url}/large` })
    world.clock.pass({ seconds: 1 })
    await hook(small.id, { url: `${receiver.url}/small` })
    world.clock.pass({ seconds: 1 })
    for (let i = 0; i < 2; i++) await world.marketing.sendNextWebhook()
    expect(bodies().map((body) => body.segment.id)).toEqual([large.id, small.id])
  })

  it("turned off it is silent, turned on again it tells what changed meanwhile", async () => {
    const [ann] = await people(2)
    const { id } = await segment()
    await hook(id)
    await work()
    expect((await hook(id, { url: undefined, on: false })).secret).toBeNull()
    await move([ann!], "Bonn", id)
    await work()
    expect([receiver.received.length, (await state(id))!.state]).toEqual([1, "off"])
    // Also where the store does not allow such an address any more.
    world.marketing.options.webhooks.allow_private = false
    await hook(id, { url: undefined, on: true })
    await work()
    expect(await state(id)).toMatchObject({ state: "on", error: "not-allowed", attempts: 1 })
    await hook(id, { url: undefined, on: false })
    world.marketing.options.webhooks.allow_private = true
    await hook(id, { on: true })
    await work()
    expect(bodies().at(-1)).toMatchObject({ entered: [], left: [{ customer_id: "cus_00000" }] })
  })

  it("another address is told everybody anew, a new secret signs what comes after it", async () => {
    await people(2)
    const { id } = await segment()
    const { secret } = await hook(id)
    await work()
    await hook(id, { url: `${receiver.url}/other` })
    await work()
    expect(bodies()[1]!.entered).toHaveLength(2)
    expect(receiver.received[1]!.headers["webhook-signature"]).toBe(
      signatureOf(secret!, receiver.received[1]!),
    )
    const { secret: next } = await hook(id, { url: `${receiver.url}/third`, new_secret: true })
    await work()
    expect(next).not.toBe(secret)
    expect(receiver.received[2]!.headers["webhook-signature"]).toBe(signatureOf(next!, receiver.received[2]!))
  })

  it("a redirect is not followed, and who never answers or never ends is left (S19)", async () => {
    await people(1)
    const { id } = await segment()
    await hook(id)
    receiver.answers({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
    await work()
    expect(await state(id)).toMatchObject({ error: "redirect", error_detail: "302" })
    expect(receiver.received).toHaveLength(1)
    receiver.answers({ status: 200, endless: true })
    await world.marketing.runSync({ segment_id: id, part: "webhook" })
    await work()
    expect(await state(id)).toMatchObject({ error: null, entered_sent: 1 })
  })

  it("a store whose secret was changed without keeping the old one says so", async () => {
    await people(1)
    const { id } = await segment()
    await hook(id)
    Object.assign(world.marketing.options, { secret: "another-secret" })
    await work()
    expect(await state(id)).toMatchObject({ error: "secret-lost", attempts: 1 })
    expect(receiver.received).toEqual([])
    Object.assign(world.marketing.options, { old_secrets: ["test-secret"] })
    await world.marketing.runSync({ segment_id: id, part: "webhook" })
    await work()
    expect(receiver.received).toHaveLength(1)
  })

  it("a segment that tells somebody is not deleted; its webhook removed, it is", async () => {
    const { id } = await segment()
    await hook(id)
    await expect(world.marketing.deleteSegment({ segment_id: id })).rejects.toThrow(
      "Still used by webhook to",
    )
    await world.marketing.removeWebhook({ segment_id: id, actor: "user_1" })
    await expect(world.marketing.removeWebhook({ segment_id: id, actor: "user_1" })).rejects.toThrow(
      "no webhook",
    )
    await world.marketing.deleteSegment({ segment_id: id })
  })
})

describe("nothing inside is ever told (S19)", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  it.each([
    "http://crm.example/hook",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://localhost/",
    "https://db.internal/",
    "https://crm.example:5432/",
    "https://user:word@crm.example/",
    "gopher://crm.example/",
    "file:///etc/passwd",
    "not an address",
    "",
  ])("%s is refused when it is typed", async (url) => {
    const { id } = await world.marketing.saveSegment({ name: url || "none", rule: { did: "purchase" } })
    await expect(world.marketing.saveWebhook({ segment_id: id, url, actor: "user_1" })).rejects.toThrow(
      "Not an address that can be told",
    )
  })
})
