import { addPeople, createWorld, type World } from "../support/world"

describe("what staff knows of a customer (A1)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    await addPeople(world.database, [{ email: "ana@x.example" }])
  })
  afterEach(() => world.end())

  const profile = async () =>
    (await world.database.one<Record<string, unknown>>("select * from marketing_profile"))!
  const change = async (said: object) =>
    world.marketing.changeProfile({
      customer_id: (await profile()).customer_id as string,
      change: said,
      actor: "user_1",
    })
  const audit = () =>
    world.database.rows<{ actor: string; detail: Record<string, unknown> }>(
      "select actor, detail from marketing_audit where action = 'change_profile' order by id",
    )

  it("is kept, forgotten with null, and left alone when it is not named", async () => {
    await change({ tier: "gold", birthday: "1984-02-29", membership_expires_at: "2026-12-31", rep: "Eva" })
    await change({ rep: null, language: "de", growth_value: 5000 })
    expect(await profile()).toMatchObject({
      tier: "gold",
      birthday: "1984-02-29",
      birth_md: 229,
      membership_expires_at: "2026-12-31",
      rep: null,
      language: "de",
      growth_value: 5000,
    })
  })

  it("is used by rules", async () => {
    await change({
      tier: "gold",
      member_since: "2025-03-02",
      membership_expires_at: "2026-03-12",
      growth_value: 0,
    })
    const rule = {
      all: [
        { fact: "profile.tier", op: "is", value: "gold" },
        { fact: "profile.member_since", op: "anniversary_within_next", value: { days: 0 } },
        { fact: "profile.membership_expires_at", op: "within_next", value: { days: 10 } },
        { fact: "profile.home_store", op: "unknown" },
        { fact: "profile.growth_value", op: "eq", value: 0 },
      ],
    }
    expect((await world.marketing.previewRule({ rule })).count).toBe(1)
  })

  it("is noted with who said it; of personal facts only that they changed, and of no change nothing", async () => {
    await change({ tier: "gold", birthday: "1984-02-29" })
    await change({ tier: "gold" })
    expect(await audit()).toEqual([
      {
        actor: "user_1",
        detail: { changed: ["birthday", "tier"], from: { tier: null }, to: { tier: "gold" } },
      },
    ])
  })

  it("is their family too: all of it is said at once (A3)", async () => {
    const child = { relation: "child", name: "Kim", birthday: "2024-02-29" }
    await change({ relations: [child, { relation: "pet", name: null, birthday: null }] })
    const turnsTwo = {
      all: [
        { fact: "relation.kinds", op: "has_all", value: ["child", "pet"] },
        { fact: "relation.birthday", op: "anniversary_in_month", value: 2 },
        { fact: "relation.youngest_child_age", op: "eq", value: 2 },
      ],
    }
    expect((await world.marketing.previewRule({ rule: turnsTwo })).count).toBe(1)
    const { pid, customer_id } = (await profile()) as { pid: number; customer_id: string }
    const fields = ["relation.kinds", "relation.birthday", "relation.youngest_child_age"]
    expect((await world.marketing.readFields({ fields, pids: [pid] })).get(pid)).toEqual({
      "relation.kinds": ["child", "pet"],
      "relation.birthday": ["2024-02-29"],
      "relation.youngest_child_age": 2,
    })
    await change({ relations: [child] })
    expect((await world.marketing.readCustomerSummary(customer_id)).relations).toEqual([child])
    await change({ relations: [] })
    expect((await world.marketing.previewRule({ rule: turnsTwo })).count).toBe(0)
    await change({ relations: [] })
    expect((await audit()).map(({ detail }) => detail.changed)).toEqual(Array(3).fill(["relations"]))
  })

  it("is no birthday of somebody not yet born", async () => {
    await expect(change({ birthday: "2026-04-01", tier: "gold" })).rejects.toMatchObject({
      problems: [{ code: "profile/birthday", path: "birthday" }],
    })
    await expect(
      change({ relations: [{ relation: "child", name: null, birthday: "2026-05-01" }] }),
    ).rejects.toMatchObject({ problems: [{ code: "profile/birthday", path: "relations.0.birthday" }] })
    expect(await profile()).toMatchObject({ birthday: null, tier: null })
  })
})
