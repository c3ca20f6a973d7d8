import type { EffectRow } from "../../src/modules/marketing/effects"
import { addPeople, createWorld, type World } from "../support/world"

type Tag = EffectRow<"tag">["effect"]

describe("tags and their groups (A12)", () => {
  let world: World
  let ann: { pid: number; customer_id: string }
  beforeEach(async () => {
    world = await createWorld()
    const [pid] = await addPeople(world.database, [{ customer_id: "cus_ann", tags: ["old", "vip"] }])
    ann = { pid: pid!, customer_id: "cus_ann" }
    await group("Size", ["S", "M", "L"], true)
    await group("Hobby", ["chess", "go", "golf"], false)
  })
  afterEach(() => world.end())

  const group = (name: string, tags: string[], single: boolean, id?: string) =>
    world.marketing.saveTagGroup({ id, name, tags, single, actor: "user_1" })
  const tagsOf = async (pid = ann.pid) =>
    (await world.database.one<{ tags: string[] }>("select tags from marketing_profile where pid = $1", [
      pid,
    ]))!.tags
  const byHand = (add: string[], remove: string[] = []) =>
    world.marketing.changeTags({ customer_id: ann.customer_id, add, remove, actor: "user_1" })
  const byPlan = (effects: Omit<Tag, "type">[], pid = ann.pid) =>
    world.database.transaction(async (tx) =>
      world.marketing.writeTags(
        tx,
        effects.map((effect, i) => ({
          key: String(i),
          pid,
          plan_no: 1,
          run_no: 1,
          node: "n",
          effect: { type: "tag", ...effect },
        })),
        await world.clock.now(),
      ),
    )

  it("staff adds and takes tags; the log says that they did, not which", async () => {
    await byHand(["new"], ["old"])
    expect(await tagsOf()).toEqual(["new", "vip"])
    const rule = { fact: "profile.tags", op: "has_any", value: ["new"] }
    expect((await world.marketing.previewRule({ rule })).count).toBe(1)
    expect(
      await world.database.one("select actor, detail from marketing_audit where action = 'change_tags'"),
    ).toEqual({ actor: "user_1", detail: { added: 1, removed: 1 } })
  })

  it("of a group that allows one tag the newest drives the others out, whoever writes it", async () => {
    await byHand(["S", "chess"])
    await byHand(["M"])
    expect(await tagsOf()).toEqual(["M", "chess", "old", "vip"])
    await byPlan([{ add: ["S", "L", "go"] }])
    expect(await tagsOf()).toEqual(["L", "chess", "go", "old", "vip"])
    await byPlan([{ add: ["S"] }, { add: ["M"], remove: ["old"] }])
    expect(await tagsOf()).toEqual(["M", "chess", "go", "vip"])
    await expect(byHand(["S", "L"])).rejects.toMatchObject({
      problems: [{ code: "tags/one-of-group", values: { group: "Size", tags: "L, S" } }],
    })
  })

  it("a plan that overwrites replaces the tags of the same group, and of no group those of no group", async () => {
    await byHand(["S", "chess", "golf"])
    await byPlan([{ add: ["go"], overwrite: true }])
    expect(await tagsOf()).toEqual(["S", "go", "old", "vip"])
    await byPlan([{ add: ["fresh"], overwrite: true }])
    expect(await tagsOf()).toEqual(["S", "fresh", "go"])
    await byPlan([{ add: ["fresh"], overwrite: true }])
    expect(await tagsOf()).toEqual(["S", "fresh", "go"])
    await byPlan([{ remove: ["S"], overwrite: true }])
    expect(await tagsOf()).toEqual(["fresh", "go"])
  })

  it("two who write at once lose nothing of each other's", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => byPlan([{ add: [`t${i}`] }])))
    expect(await tagsOf()).toEqual(["old", "t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "vip"])
  })

  it("a tag is in one group; a group is renamed, emptied into none, and deleted without taking tags from people", async () => {
    await expect(group("Other", ["chess"], false)).rejects.toMatchObject({
      problems: [{ code: "tags/other-group", values: { tag: "chess", group: "Hobby" } }],
    })
    const [hobby] = await world.marketing.listTagGroups()
    expect(hobby).toMatchObject({ name: "Hobby", tags: ["chess", "go", "golf"], single: false })
    await group("Pastime", ["golf", "go"], true, hobby!.id)
    await group("Other", ["chess"], false)
    await byHand(["golf"])
    await world.marketing.deleteTagGroup({ id: hobby!.id, actor: "user_1" })
    expect(await tagsOf()).toContain("golf")
    await byHand(["go"])
    expect(await tagsOf()).toEqual(expect.arrayContaining(["golf", "go"]))
    await expect(world.marketing.deleteTagGroup({ id: hobby!.id, actor: "user_1" })).rejects.toThrow(
      "no tag group",
    )
  })
})

describe("custom attributes of a profile (A1)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
    await addPeople(world.database, [{ customer_id: "cus_ann", attributes: { kept: "as it is" } }])
    const attribute = (key: string, type: "number" | "choice" | "choices" | "date", choices?: string[]) =>
      world.marketing.createAttribute({ key, type, choices, actor: "user_1" })
    await attribute("shoe_size", "number")
    await attribute("shirt", "choice", ["S", "M"])
    await attribute("likes", "choices", ["tea", "cake"])
    await attribute("met_on", "date")
  })
  afterEach(() => world.end())
  const say = (attributes: Record<string, string | number | boolean | string[] | null>) =>
    world.marketing.changeProfile({ customer_id: "cus_ann", change: { attributes }, actor: "user_1" })
  const held = async () => (await world.marketing.readCustomerSummary("cus_ann")).attributes
  const counts = async (rule: unknown) => (await world.marketing.previewRule({ rule })).count

  it("are said, used by rules as what they are, and forgotten; others stay", async () => {
    await say({ shoe_size: 42.5, shirt: "M", likes: ["tea", "cake"], met_on: "2024-02-29" })
    expect(await held()).toEqual({
      kept: "as it is",
      shoe_size: 42.5,
      shirt: "M",
      likes: ["tea", "cake"],
      met_on: "2024-02-29",
    })
    expect(await counts({ fact: "profile.attributes.shoe_size", op: "gt", value: 42 })).toBe(1)
    expect(await counts({ fact: "profile.attributes.shirt", op: "is", value: "M" })).toBe(1)
    expect(await counts({ fact: "profile.attributes.likes", op: "has_all", value: ["cake", "tea"] })).toBe(1)
    await say({ shirt: null, likes: null, met_on: null })
    expect(await held()).toEqual({ kept: "as it is", shoe_size: 42.5 })
    const log = await world.database.rows<{ detail: object }>(
      "select detail from marketing_audit where action = 'change_profile' order by id",
    )
    expect(log.map(({ detail }) => detail)).toEqual([
      {
        changed: ["attributes.likes", "attributes.met_on", "attributes.shirt", "attributes.shoe_size"],
        from: {},
        to: {},
      },
      { changed: ["attributes.likes", "attributes.met_on", "attributes.shirt"], from: {}, to: {} },
    ])
    await say({ shoe_size: 42.5 })
    expect(
      await world.database.one(
        "select count(*)::int as n from marketing_audit where action = 'change_profile'",
      ),
    ).toEqual({ n: 2 })
  })

  it("that do not fit are refused with their place, and nothing of it is kept", async () => {
    await expect(
      say({ shoe_size: "large", shirt: "XXL", nothing: 1, met_on: "2024-02-29" }),
    ).rejects.toMatchObject({
      problems: [
        { code: "attribute/value", path: "attributes.shoe_size" },
        { code: "attribute/choice", path: "attributes.shirt" },
        { code: "attribute/unknown", path: "attributes.nothing" },
      ],
    })
    expect(await held()).toEqual({ kept: "as it is" })
  })

  it("keep their type whatever a file holds, and get other names and choices", async () => {
    await world.database.transaction((tx) =>
      world.marketing.defineAttributes(tx, [{ key: "shirt", type: "number" }]),
    )
    await world.marketing.changeAttribute({
      key: "shirt",
      label: { en: "Shirt size", zhCN: "衬衫尺码" },
      choices: ["S", "M", "L"],
      actor: "user_1",
    })
    expect((await world.marketing.readAttributes()).find((one) => one.key === "shirt")).toEqual({
      key: "shirt",
      type: "choice",
      label: { en: "Shirt size", zhCN: "衬衫尺码" },
      choices: ["S", "M", "L"],
      by_shopper: false,
    })
    await say({ shirt: "L" })
    const field = (await world.marketing.readCatalogue()).find("profile.attributes.shirt")
    expect(field).toMatchObject({ type: "choice", label: { en: "Shirt size" } })
    expect(field!.choices!.map(({ value }) => value)).toEqual(["S", "M", "L"])
    await expect(
      world.marketing.createAttribute({ key: "shirt", type: "text", actor: "user_1" }),
    ).rejects.toThrow("There is an attribute shirt already.")
    await expect(
      world.marketing.createAttribute({ key: "__proto__", type: "text", actor: "user_1" }),
    ).rejects.toMatchObject({ problems: [{ code: "attribute/reserved", path: "key" }] })
    await expect(
      world.marketing.createAttribute({ key: "pets", type: "choices", actor: "user_1" }),
    ).rejects.toThrow("needs at least one")
    await expect(world.marketing.changeAttribute({ key: "none", actor: "user_1" })).rejects.toThrow(
      "no attribute",
    )
  })
})
