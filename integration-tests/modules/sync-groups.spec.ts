import { addPeople, createWorld, type World } from "../support/world"

type Change = { group_id: string; add: string[]; remove: string[] }

/** Where the process dies; from then on until it is started again. */
class Death extends Error {}

describe("a segment fills a customer group (A14)", () => {
  let world: World
  let changes: Change[]
  let fatal: string | null
  let refusal: Error | null
  beforeEach(async () => {
    changes = []
    fatal = null
    refusal = null
    world = await createWorld({
      failPoint: (point) => {
        if (point === fatal) throw new Death(point)
      },
    })
    const { changeGroup } = world.marketing.ports
    world.marketing.ports.changeGroup = async (change) => {
      if (refusal) throw refusal
      changes.push(change)
      await changeGroup(change)
    }
  })
  afterEach(() => world.end())

  /** People of the store and their profiles; answers their customer ids. */
  async function people(count: number, city = "Ulm"): Promise<string[]> {
    const made = await world.marketing.ports.createCustomers(
      Array.from({ length: count }, (_, i) => ({ email: `${city}${i}@example.test` })),
    )
    await addPeople(
      world.database,
      made.map((customer_id) => ({ customer_id, city })),
    )
    return made
  }
  const inUlm = { fact: "profile.city", op: "is", value: "Ulm" } as const
  const segmentOf = (rule: unknown = inUlm, name = "Ulm") => world.marketing.saveSegment({ name, rule })
  const mirror = (segment_id: string, group_id?: string) =>
    world.marketing.mirrorToGroup({ segment_id, group_id, actor: "user_1" })
  const work = async () => {
    for (let more = true; more; ) more = await world.marketing.mirrorNextSegment()
  }
  const inGroup = async (group_id: string) =>
    (
      await world.database.rows<{ customer_id: string }>(
        "select customer_id from customer_group_customer where customer_group_id = $1 order by customer_id",
        [group_id],
      )
    ).map((row) => row.customer_id)
  const group = async (segment_id: string) => (await world.marketing.readSync({ segment_id })).group
  const groupOf = async (segment_id: string) => (await group(segment_id))!.group.id
  const moves = (customer_ids: string[], city: string) =>
    world.database.run("update marketing_profile set city = $2 where customer_id = any($1)", [
      customer_ids,
      city,
    ])
  const byHand = (group_id: string, add: string[], remove: string[] = []) =>
    world.marketing.ports.changeGroup({ group_id, add, remove })

  it("2,500 members go into a group made for them in three parts, and the state tells so", async () => {
    const ids = await people(2_500)
    const { id } = await segmentOf()
    await mirror(id)
    expect(await group(id)).toMatchObject({
      state: "on",
      members: 0,
      compared_at: null,
      group: { name: "Ulm" },
    })
    await work()
    expect(changes.map(({ add, remove }) => [add.length, remove.length])).toEqual([
      [1_000, 0],
      [1_000, 0],
      [500, 0],
    ])
    expect(await inGroup(await groupOf(id))).toEqual(ids.sort())
    expect(await group(id)).toMatchObject({
      added: 2_500,
      removed: 0,
      waiting: 0,
      members: 2_500,
      error: null,
    })
  })

  it("a refresh that changed members carries over the differences only", async () => {
    const ids = (await people(5)).sort()
    const [ann, bo] = await people(2, "Bonn")
    const { id } = await segmentOf()
    await mirror(id)
    await work()
    changes.length = 0
    await moves(ids.slice(0, 1), "Bonn")
    await moves([ann!], "Ulm")
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    expect(changes).toEqual([
      { group_id: await groupOf(id), add: [ann], remove: [] },
      { group_id: await groupOf(id), add: [], remove: [ids[0]] },
    ])
    expect(await group(id)).toMatchObject({ added: 1, removed: 1, members: 5 })
    changes.length = 0
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    expect(changes).toEqual([])
    expect(await inGroup(await groupOf(id))).not.toContain(bo)
  })

  it("whom staff put into the group stays, whether in the segment or not; whom staff took out comes back", async () => {
    const [guest] = await people(1, "Bonn")
    const [ann, bo] = await people(2)
    const { id } = await segmentOf()
    const vip = await world.marketing.ports.createGroup({ name: "VIP", metadata: {} })
    await byHand(vip, [guest!, ann!])
    await mirror(id, vip)
    await work()
    expect(await inGroup(vip)).toEqual([guest, ann, bo].sort())
    // Ann stood there before us; Bo is there by us.
    await moves([ann!, bo!], "Bonn")
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    expect(await inGroup(vip)).toEqual([guest, ann].sort())
    await moves([bo!], "Ulm")
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    await byHand(vip, [], [bo!])
    world.clock.pass({ hours: 1, minutes: 1 })
    await work()
    expect(await inGroup(vip)).toEqual([guest, ann, bo].sort())
  })

  it.each(["sync.beforeWorkflow", "sync.afterWorkflow"])(
    "a process that dies at %s leaves nobody out, puts nobody in twice and still takes out its own",
    async (point) => {
      const ids = (await people(1_200)).sort()
      const { id } = await segmentOf()
      await mirror(id)
      fatal = point
      await expect(world.marketing.mirrorNextSegment()).rejects.toThrow(Death)
      fatal = null
      await work()
      expect(await inGroup(await groupOf(id))).toEqual(ids)
      expect(await group(id)).toMatchObject({ waiting: 0, members: 1_200 })
      await moves(ids, "Bonn")
      world.clock.pass({ minutes: 2 })
      await world.marketing.refreshSegment({ segment_id: id })
      fatal = point
      await expect(world.marketing.mirrorNextSegment()).rejects.toThrow(Death)
      fatal = null
      await work()
      expect(await inGroup(await groupOf(id))).toEqual([])
      expect(await group(id)).toMatchObject({ waiting: 0, members: 0 })
    },
  )

  it("two workers at once put everybody in once", async () => {
    const ids = (await people(2_500)).sort()
    const { id } = await segmentOf()
    await mirror(id)
    await Promise.all([work(), work(), work()])
    await work()
    expect(await inGroup(await groupOf(id))).toEqual(ids)
    expect(changes.flatMap(({ add }) => add)).toHaveLength(2_500)
  })

  it("what the store refuses is tried again later and later, then stops with its sentence until somebody says so", async () => {
    await people(1)
    const { id } = await segmentOf()
    await mirror(id)
    refusal = new Error("The store is closed.")
    await work()
    expect(await group(id)).toMatchObject({
      state: "on",
      error: "refused",
      error_detail: "The store is closed.",
      attempts: 1,
      waiting: 1,
    })
    expect(await world.marketing.mirrorNextSegment()).toBe(false)
    for (let i = 0; i < 10; i++) {
      world.clock.pass({ hours: 7 })
      await work()
    }
    expect(await group(id)).toMatchObject({ state: "stopped", attempts: 8, due_at: null })
    refusal = null
    await world.marketing.runSync({ segment_id: id, part: "group" })
    await work()
    expect(await group(id)).toMatchObject({ state: "on", attempts: 0, error: null, members: 1 })
  })

  it("whom staff put in after the store refused us stays theirs", async () => {
    const [ann, bo] = (await people(2)) as [string, string]
    const { id } = await segmentOf()
    const vip = await world.marketing.ports.createGroup({ name: "VIP", metadata: {} })
    await mirror(id, vip)
    refusal = new Error("The store is closed.")
    await work()
    refusal = null
    await byHand(vip, [ann])
    world.clock.pass({ minutes: 2 })
    await work()
    expect(await inGroup(vip)).toEqual([ann, bo].sort())
    await moves([ann, bo], "Bonn")
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    expect(await inGroup(vip)).toEqual([ann])
  })

  it("turned off it leaves the people there or takes out its own, as asked", async () => {
    const ids = (await people(3)).sort()
    const [guest] = await people(1, "Bonn")
    const { id } = await segmentOf()
    await mirror(id)
    await work()
    const made = await groupOf(id)
    await byHand(made, [guest!])
    await world.marketing.stopMirror({ segment_id: id, people: "leave", actor: "user_1" })
    await work()
    expect(await group(id)).toBeNull()
    expect(await inGroup(made)).toHaveLength(4)
    // On again: they were there before, so they are not ours any more.
    await mirror(id, made)
    await work()
    await world.marketing.stopMirror({ segment_id: id, people: "remove", actor: "user_1" })
    await work()
    expect(await inGroup(made)).toHaveLength(4)
    await byHand(made, [], ids)
    await mirror(id, made)
    await work()
    await world.marketing.stopMirror({ segment_id: id, people: "remove", actor: "user_1" })
    expect(await group(id)).toMatchObject({ state: "ending" })
    await work()
    expect(await inGroup(made)).toEqual([guest])
    expect(await group(id)).toBeNull()
  })

  it("a group deleted in the store stops it with its sentence, and another group may be chosen", async () => {
    await people(2)
    const { id } = await segmentOf()
    await mirror(id)
    await work()
    await world.database.run("update customer_group set deleted_at = now() where id = $1", [
      await groupOf(id),
    ])
    await world.marketing.runSync({ segment_id: id, part: "group" })
    await work()
    expect(await group(id)).toMatchObject({ state: "stopped", error: "group-gone", group: { name: null } })
    expect(await world.marketing.mirrorNextSegment()).toBe(false)
    await mirror(id)
    await work()
    expect(await group(id)).toMatchObject({ state: "on", members: 2, error: null })
  })

  it("a rule that asks for its own group is refused: when it is turned on, when it is saved, and through others", async () => {
    await people(1)
    const vip = await world.marketing.ports.createGroup({ name: "VIP", metadata: {} })
    const isVip = { fact: "profile.groups", op: "has_any", value: [vip] }
    const own = await segmentOf(isVip, "Own")
    await expect(mirror(own.id, vip)).rejects.toThrow('asks for the customer group "VIP"')
    const ulm = await segmentOf()
    await mirror(ulm.id, vip)
    await expect(
      world.marketing.saveSegment({ id: ulm.id, rule: { any: [inUlm, { not: isVip }] } }),
    ).rejects.toThrow('asks for the customer group "VIP"')
    const friends = await segmentOf({ in_segment: own.id }, "Friends")
    const other = await world.marketing.ports.createGroup({ name: "Other", metadata: {} })
    await mirror(friends.id, other)
    // Ulm fills VIP; Own asks for VIP; Friends asks for Own and fills Other: Ulm must not ask for Other.
    await expect(
      world.marketing.saveSegment({
        id: ulm.id,
        rule: { fact: "profile.groups", op: "has_any", value: [other] },
      }),
    ).rejects.toThrow("which this segment itself fills")
    // What a change elsewhere closes is seen at the next look.
    await world.database.run("update marketing_segment set rule = $2 where id = $1", [ulm.id, isVip])
    await work()
    expect(await group(ulm.id)).toMatchObject({ state: "stopped", error: "own-group" })
  })

  it("a group serves one segment, and a name that is taken is not used twice", async () => {
    const [a, b] = [await segmentOf(inUlm, "A"), await segmentOf(inUlm, "B")]
    const vip = await world.marketing.ports.createGroup({ name: "VIP", metadata: {} })
    await world.marketing.ports.createGroup({ name: "B", metadata: {} })
    await mirror(a.id, vip)
    await expect(mirror(b.id, vip)).rejects.toThrow(
      'The customer group "VIP" is kept by the segment "A" already.',
    )
    await expect(mirror(b.id)).rejects.toThrow('There is a customer group "B" already.')
    await expect(mirror(b.id, "cusgroup_none")).rejects.toThrow("There is no customer group cusgroup_none.")
    await expect(mirror(a.id, vip)).rejects.toThrow("fills a customer group already")
  })

  it("a segment that fills a group is not deleted, and says what it fills", async () => {
    const { id } = await segmentOf()
    await mirror(id)
    await expect(world.marketing.deleteSegment({ segment_id: id })).rejects.toThrow(
      'Still used by customer group "Ulm".',
    )
    expect((await world.marketing.listSegmentUses({ segment_id: id })).syncs).toEqual([
      { kind: "group", name: "Ulm" },
    ])
    await world.marketing.stopMirror({ segment_id: id, people: "leave", actor: "user_1" })
    await world.marketing.deleteSegment({ segment_id: id })
  })

  it("a customer deleted in the store is neither put in nor missed, and one made again is", async () => {
    const [ann, bo] = await people(2)
    const { id } = await segmentOf()
    await world.database.run("update customer set deleted_at = now() where id = $1", [ann])
    await mirror(id)
    await work()
    expect(await inGroup(await groupOf(id))).toEqual([bo])
    await world.marketing.syncCustomers([ann!])
    const [again] = await people(1)
    world.clock.pass({ minutes: 2 })
    await world.marketing.refreshSegment({ segment_id: id })
    await work()
    expect(await inGroup(await groupOf(id))).toEqual([bo, again].sort())
    expect(await group(id)).toMatchObject({ waiting: 0, error: null })
  })
})
