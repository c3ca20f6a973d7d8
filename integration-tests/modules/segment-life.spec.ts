import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { addPeople, createWorld, type World } from "../support/world"

const inUlm = { fact: "profile.city", op: "is", value: "Ulm" } as const

describe("the life of a segment (A8)", () => {
  let world: World
  let marketing: Marketing
  beforeAll(async () => {
    world = await createWorld()
    marketing = world.marketing
    await addPeople(world.database, [{ city: "Ulm" }, { city: "Ulm" }, { city: "Bonn" }])
  })
  afterAll(() => world.end())
  const names = async (archived = false) =>
    (await marketing.listSegments({ archived, offset: 0, limit: 100 })).segments.map(({ name }) => name)
  const members = async (segment_id: string) =>
    (await marketing.listMembers({ segment_id, offset: 0, limit: 100 })).members.map(({ pid }) => pid)

  it("a copy has the same rule and people, a frozen one keeps the people of that moment", async () => {
    const ulm = await marketing.saveSegment({ name: "Ulm", rule: inUlm, sample: { number: 1 } })
    const copy = await marketing.duplicateSegment({ segment_id: ulm.id })
    expect(copy).toMatchObject({
      name: "Ulm (copy)",
      type: "dynamic",
      rule: inUlm,
      sample: ulm.sample,
      member_count: 1,
    })
    const frozen = await marketing.duplicateSegment({
      segment_id: ulm.id,
      name: "Ulm in March",
      frozen: true,
    })
    expect(frozen).toMatchObject({
      name: "Ulm in March",
      type: "static",
      rule: null,
      sample: null,
      member_count: 1,
    })
    await marketing.saveSegment({ id: ulm.id, sample: null })
    expect([(await members(ulm.id)).length, (await members(frozen.id)).length]).toEqual([2, 1])
    await expect(marketing.duplicateSegment({ segment_id: "mkseg_none" })).rejects.toThrow(
      "There is no segment",
    )
  })

  it("an archived one leaves the lists, is not refreshed or changed, still works, and comes back", async () => {
    const old = await marketing.saveSegment({ name: "Old", rule: inUlm })
    const user = await marketing.saveSegment({ name: "Uses old", rule: { in_segment: old.id } })
    await marketing.archiveSegment({ segment_id: old.id })
    expect(await names()).not.toContain("Old")
    expect(await names(true)).toEqual(["Old"])
    world.clock.pass({ minutes: 5 })
    for (let more = true; more; ) more = await marketing.refreshNextSegment()
    expect(await marketing.getSegment({ segment_id: old.id })).toMatchObject({
      state: "archived",
      refreshed_at: old.refreshed_at,
    })
    await expect(marketing.refreshSegment({ segment_id: old.id })).rejects.toThrow("is not refreshed")
    await expect(marketing.saveSegment({ id: old.id, name: "New" })).rejects.toThrow("Take it back first")
    expect((await marketing.getSegment({ segment_id: user.id })).member_count).toBe(2)
    const people = await marketing.selectPeople({ segment_id: old.id })
    expect(await world.database.rows(people.text, people.values)).toHaveLength(2)
    await expect(marketing.deleteSegment({ segment_id: old.id })).rejects.toThrow('segment "Uses old"')
    expect(await marketing.unarchiveSegment({ segment_id: old.id })).toMatchObject({ state: "stale" })
    expect(await names()).toContain("Old")
  })

  it("an archived list takes nobody in and lets nobody go by hand or by file, until it is taken back (A8)", async () => {
    const { id: segment_id } = await marketing.saveSegment({ name: "Fair", type: "static" })
    const change = () => marketing.addToSegment({ segment_id, remove_customer_ids: ["cus_nobody"] })
    async function* file() {
      yield Buffer.from("email\nnobody@x.test\n")
    }
    const read = () => marketing.importMembers({ segment_id, file: file() })
    await marketing.archiveSegment({ segment_id })
    await expect(change()).rejects.toThrow("Take it back first")
    await expect(read()).rejects.toThrow("Take it back first")
    await marketing.unarchiveSegment({ segment_id })
    expect(await change()).toMatchObject({ state: "fresh", member_count: 0 })
    expect(await read()).toMatchObject({ rejected: 1 })
    await marketing.deleteSegment({ segment_id })
  })

  it("one that a plan listens to tells it from the archive too who enters, and is refreshed before the others (A8, P7)", async () => {
    await world.database.run("update marketing_segment set deleted_at = now()")
    const [eva] = (await addPeople(world.database, [{ city: "Bonn" }])) as [number]
    const inZug = { fact: "profile.city", op: "is", value: "Zug" } as const
    const other = await marketing.saveSegment({ name: "Other", rule: inZug })
    const { id, no } = await marketing.saveSegment({ name: "Zug", rule: inZug })
    await world.database.run(
      `insert into marketing_listener (plan_no, version, node, event, starts, since) values (1, 1, 'n1', $1, true, $2)`,
      [`segment_entered:${id}`, await world.clock.now()],
    )
    await marketing.archiveSegment({ segment_id: id })
    while (await marketing.refreshNextSegment());
    await world.database.run("update marketing_profile set city = 'Zug' where pid = $1", [eva])
    await world.database.transaction((tx) => marketing.noteChanges(tx, [eva]))
    while (await marketing.spreadChanges());
    while (await marketing.followNextSegment());
    expect(await members(id)).toEqual([eva])
    expect(await world.database.rows("select pid from marketing_occasion")).toEqual([{ pid: eva }])

    const now = await world.clock.now()
    const due = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
    await world.database.run(
      "update marketing_segment set whole_at = case no when $1 then $2::timestamptz else $3 end where no = any($4)",
      [no, due(1), due(5), [no, other.no]],
    )
    const refreshed = async () => {
      world.clock.pass({ minutes: 1 })
      await marketing.refreshNextSegment()
      const row = await world.database.one<{ id: string }>(
        "select id from marketing_segment order by refreshed_at desc nulls last limit 1",
      )
      return row!.id
    }
    expect([await refreshed(), await refreshed()]).toEqual([id, other.id])
    await world.database.run("delete from marketing_listener")
    await marketing.deleteSegment({ segment_id: id })
  })

  it("an archived one on whose members something stands goes on following, until nothing does", async () => {
    const [customer_id] = await marketing.ports.createCustomers([{ email: "dora@x.test" }])
    const [dora] = (await addPeople(world.database, [{ customer_id, city: "Genf" }])) as [number]
    const inGenf = { fact: "profile.city", op: "is", value: "Genf" } as const
    const { id } = await marketing.saveSegment({ name: "Genf", rule: inGenf })
    await marketing.mirrorToGroup({ segment_id: id, actor: "user_1" })
    while (await marketing.mirrorNextSegment());
    await marketing.archiveSegment({ segment_id: id })
    while (await marketing.refreshNextSegment());
    const moves = async (city: string) => {
      await world.database.run("update marketing_profile set city = $2 where pid = $1", [dora, city])
      await world.database.transaction((tx) => marketing.noteChanges(tx, [dora]))
      while (await marketing.spreadChanges());
      while (await marketing.followNextSegment());
    }
    await moves("Bonn")
    expect(await members(id)).toEqual([])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({
      state: "archived",
      member_count: 0,
    })
    expect((await marketing.readSync({ segment_id: id })).group).toMatchObject({ state: "on" })
    // Nobody told of this one: the hourly check finds it, and it stays in the archive.
    await world.database.run("update marketing_profile set city = 'Genf' where pid = $1", [dora])
    world.clock.pass({ minutes: 61 })
    while (await marketing.refreshNextSegment());
    expect(await members(id)).toEqual([dora])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({ state: "archived" })
    await marketing.stopMirror({ segment_id: id, people: "leave", actor: "user_1" })
    while (await marketing.mirrorNextSegment());
    await moves("Bonn")
    expect(await members(id)).toEqual([dora])
  })

  it("is not deleted while a run goes on that was published with it", async () => {
    const { id } = await marketing.saveSegment({ name: "Running", rule: inUlm })
    await world.database.run(
      `with plan as (insert into marketing_plan (id, name, type, canvas, state, version)
         values ('mkplan_r', 'Still runs', 'one_time', '{}', 'running', 2) returning no),
       version as (insert into marketing_plan_version (plan_no, version, canvas, settings, published_at)
         select no, 1, $1::jsonb, '{}', now() from plan)
       insert into marketing_run (id, plan_no, version, slot, state, due_at)
       select 'mkrun_r', no, 1, 'a', 'running', now() from plan`,
      [JSON.stringify({ nodes: [{ settings: { segment_id: id } }] })],
    )
    expect((await marketing.listSegmentUses({ segment_id: id })).plans).toMatchObject([
      { name: "Still runs" },
    ])
    await world.database.run("update marketing_run set state = 'ended' where id = 'mkrun_r'")
    expect((await marketing.listSegmentUses({ segment_id: id })).plans).toEqual([])
  })
})
