import { Conflict, Refused } from "../../src/core/problem"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"
type Nodes = Parameters<typeof draw>[0]

describe("people who are moved to another version of their plan (P20, F18)", () => {
  let world: World
  let dies: string | null
  let names: Map<number, string>
  let meanwhile: Record<string, () => Promise<unknown>>
  beforeEach(async () => {
    dies = null
    meanwhile = {}
    names = new Map()
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: async (name) => {
        if (name === dies) throw new Error(`died at ${name}`)
        const act = meanwhile[name]
        delete meanwhile[name]
        await act?.()
      },
    })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing

  const people = async (...given: string[]) => {
    const pids = await addPeople(
      world.database,
      given.map((first_name) => ({ first_name })),
    )
    pids.forEach((pid, index) => {
      names.set(pid, given[index]!)
    })
    return pids
  }
  const everyone = { rule: { all: [{ fact: "profile.first_name", op: "known" }] } }
  const publish = async (nodes: Nodes, edges: string[], settings: object = {}) => {
    const canvas = draw({ who: ["conditions", everyone], ...nodes }, edges)
    const { id } = await verbs().savePlan({ plan: { name: "A plan", canvas, settings }, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    return id
  }
  const republish = async (plan_id: string, nodes: Nodes, edges: string[]) => {
    const canvas = draw({ who: ["conditions", everyone], ...nodes }, edges)
    await verbs().savePlan({ plan_id, plan: { canvas }, actor })
    await verbs().publishPlan({ plan_id, actor })
  }
  const pass = async (span: Parameters<World["clock"]["pass"]>[0] = {}) => {
    await settle(world.marketing)
    world.clock.pass(span)
    await settle(world.marketing)
  }
  const move = async (plan_id: string, nodes: object = {}, version = 1) => {
    const made = await verbs().movePeople({ plan_id, version, move: { nodes }, actor })
    await carry()
    return made
  }
  const carry = async () => {
    while (await verbs().carryMoves());
  }
  const said = async () =>
    (
      await world.database.rows<{ pid: number; text: string }>(
        `select s.pid, c.content ->> 'text' as text from marketing_send s join marketing_content c on c.hash = s.content_hash order by s.id`,
      )
    ).map(({ pid, text }) => `${names.get(pid)}: ${text}`)
  const steps = () =>
    world.database.rows<{ node: string; version: number; visit: number; run_at: Date }>(
      "select node, version, visit, run_at from marketing_step order by enrollment_id",
    )
  const say = (text: string): Nodes[string] => ["message:log", { content: { text } }]
  const days = (amount: number): Nodes[string] => ["wait", { amount, unit: "days" }]

  it("Ada waits three days; the new version waits one: she goes on after one, and hears nothing twice", async () => {
    await people("Ada")
    const id = await publish({ hello: say("Hello"), rest: days(3), bye: say("Bye") }, [
      "who out hello",
      "hello out rest",
      "rest out bye",
    ])
    await pass({ hours: 1 })
    await republish(id, { hello: say("Hi"), rest: days(1), bye: say("See you") }, [
      "who out hello",
      "hello out rest",
      "rest out bye",
    ])
    await move(id)
    expect(await steps()).toMatchObject([{ node: "rest", version: 2, visit: 1 }])
    await pass({ hours: 22 })
    expect(await said()).toEqual(["Ada: Hello"])
    await pass({ hours: 2 })
    expect(await said()).toEqual(["Ada: Hello", "Ada: See you"])
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([
      { state: "done", moved: 1, left_plan: 0 },
    ])
    const log = await verbs().listAudit({ entity: "plan", entity_id: id, offset: 0, limit: 9 })
    expect(log.entries.map(({ action }) => action)).toContain("move")
  })

  it("counts heads before anything is done, and says what is not said yet", async () => {
    await people("Ada", "Bob")
    const id = await publish({ rest: days(3), more: days(9), bye: say("Bye") }, [
      "who out rest",
      "rest out more",
      "more out bye",
    ])
    await pass()
    await republish(id, { bye: say("Bye") }, ["who out bye"])
    const asked = { plan_id: id, version: 1 }
    const preview = await verbs().previewMove({ ...asked, move: {} })
    expect(preview).toMatchObject({ from: 1, to: 2, people: 2 })
    expect(preview.nodes).toEqual([
      { node: "rest", kind: "wait", people: 2, parked: 0, how: null, to: null, proposed: "bye" },
      { node: "more", kind: "wait", people: 0, parked: 0, how: null, to: null, proposed: "bye" },
      { node: "bye", kind: "message:log", people: 0, parked: 0, how: "stay", to: "bye" },
    ])
    expect(preview.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "move/unmapped nodes.rest",
      "move/unmapped nodes.more",
    ])
    const begin = (nodes: object, version = 1) =>
      verbs().movePeople({ plan_id: id, version, move: { nodes }, actor })
    await expect(begin({ rest: "bye" })).rejects.toBeInstanceOf(Refused)
    await expect(begin({ rest: "who", more: "bye" })).rejects.toBeInstanceOf(Refused)
    await expect(begin({ rest: "bye", more: "bye", gone: "bye" })).rejects.toBeInstanceOf(Refused)
    await expect(begin({ rest: 7 })).rejects.toBeInstanceOf(Refused)
    await expect(begin({}, 2)).rejects.toBeInstanceOf(Conflict)
    await expect(begin({}, 9)).rejects.toThrow("There is no version")
    expect(await steps()).toMatchObject([{ version: 1 }, { version: 1 }])
    await begin({ rest: "bye", more: "bye" })
    await expect(begin({ rest: "bye", more: "bye" })).rejects.toThrow("are being moved already")
  })

  it("who stands at a card that is gone goes on where the map says, or leaves with the reason given", async () => {
    const [, bob] = await people("Ada", "Bob")
    const isBob = { all: [{ fact: "profile.first_name", op: "is", value: "Bob" }] }
    const id = await publish(
      { which: ["filter", { rule: isBob }], long: days(30), short: days(5), bye: say("Bye") },
      ["who out which", "which yes long", "which no short", "long out bye", "short out bye"],
    )
    await pass()
    await republish(id, { bye: say("Good bye") }, ["who out bye"])
    await move(id, { which: "bye", long: { leave: "too long ago" }, short: "bye" })
    await pass()
    expect(await said()).toEqual(["Ada: Good bye"])
    expect(
      await world.database.rows(
        "select pid, state, reason, version from marketing_enrollment where pid = $1",
        [bob],
      ),
    ).toEqual([{ pid: bob, state: "left", reason: "too long ago", version: 1 }])
    const trail = await world.database.rows<{ node: string; reason: string | null }>(
      "select node, reason from marketing_step_log where port is null order by node",
    )
    expect(trail).toEqual([
      { node: "long", reason: "too long ago" },
      { node: "short", reason: "moved" },
    ])
  })

  it("led back to a card that gave her something, Ada passes it by; what it never gave she gets", async () => {
    const [ada] = await people("Ada")
    const id = await publish(
      { hello: say("Hello"), mark: ["tags", { add: ["met"], remove: [] }], rest: days(3) },
      ["who out hello", "hello out mark", "mark out rest"],
    )
    await pass()
    await republish(
      id,
      {
        hello: say("Hello"),
        fresh: say("Something new"),
        mark: ["tags", { add: ["met"], remove: [] }],
        bye: say("Bye"),
      },
      ["who out hello", "hello out fresh", "fresh out mark", "mark out bye"],
    )
    await move(id, { rest: "hello" })
    await pass()
    expect(await said()).toEqual(["Ada: Hello", "Ada: Something new", "Ada: Bye"])
    const effects = await world.database.rows("select node, visit from marketing_effect where pid = $1", [
      ada,
    ])
    expect(effects).toEqual([{ node: "mark", visit: 1 }])
    expect(await world.database.rows("select 1 from marketing_step")).toEqual([])
    const path = await world.database.rows<{ node: string; visit: number; reason: string | null }>(
      "select node, visit, reason from marketing_step_log where reason = 'had_already' order by hop",
    )
    expect(path).toEqual([
      { node: "hello", visit: 2, reason: "had_already" },
      { node: "mark", visit: 2, reason: "had_already" },
    ])
  })

  it("who was never asked is not passed by: put off, asked anew and moved again, she still gets it", async () => {
    await people("Ada")
    const id = await publish({ mail: say("One") }, ["who out mail"])
    await verbs().startDueRuns()
    while (await verbs().enrollRuns());
    await verbs().pausePlan({ plan_id: id, actor })
    await republish(id, { mail: say("Two") }, ["who out mail"])
    world.clock.pass({ minutes: 5 })
    await move(id)
    await republish(id, { rest: days(1), mail: say("Three") }, ["who out rest", "rest out mail"])
    world.clock.pass({ minutes: 5 })
    await move(id, { mail: "rest" }, 2)
    await verbs().resumePlan({ plan_id: id, actor })
    await pass({ days: 2 })
    expect(await said()).toEqual(["Ada: Three"])
  })

  it("who got it while a worker died over her, or by a version before the last, gets it once", async () => {
    await people("Ada")
    const waits: Nodes[string] = ["message:log", { content: { text: "Hello" }, when_not_sent: "other-way" }]
    const id = await publish({ rest: days(1), mail: waits }, ["who out rest", "rest out mail"])
    await settle(world.marketing)
    world.clock.pass({ days: 1 })
    while (await verbs().advance());
    expect(await said()).toEqual(["Ada: Hello"])
    await world.database.run("update marketing_step set attempts = 1")
    await republish(id, { rest: days(1) }, ["who out rest"])
    await move(id, { mail: "rest" })
    await verbs().restoreVersion({ plan_id: id, version: 1, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    await move(id, {}, 2)
    await pass({ days: 2 })
    await pass({ days: 2 })
    expect(await said()).toEqual(["Ada: Hello"])
  })

  it("passed by where the card has other ways now, she goes on by one that it has", async () => {
    await people("Ada")
    const rest = { rest: days(1), bye: say("Bye") }
    const edges = ["mail out rest", "rest out bye"]
    const id = await publish({ mail: say("Hello"), ...rest }, ["who out mail", ...edges])
    await pass()
    await world.database.run("update marketing_step_log set port = 'not_sent' where node = 'mail'")
    await republish(id, { first: days(1), mail: say("Hello"), ...rest }, [
      "who out first",
      "first out mail",
      ...edges,
    ])
    await move(id, { rest: "first" })
    await pass({ days: 1 })
    await pass({ days: 1 })
    expect(await said()).toEqual(["Ada: Hello", "Ada: Bye"])
  })

  it("in a circle that both versions have, Ada is reminded again and again, as before", async () => {
    await people("Ada")
    const circle = (text: string, tail: Nodes = {}): [Nodes, string[]] => [
      { ask: say(text), rest: days(1), ...tail },
      ["who out ask", "ask out rest", "rest out ask"],
    ]
    const id = await publish(...circle("Old"))
    await pass({ days: 1, hours: 1 })
    await republish(id, ...circle("New"))
    await move(id)
    await pass({ days: 1, hours: 1 })
    await pass({ days: 1, hours: 1 })
    expect(await said()).toEqual(["Ada: Old", "Ada: Old", "Ada: New", "Ada: New"])
    expect(await world.database.rows("select 1 from marketing_step where state = 'parked'")).toEqual([])
  })

  it("who is not due yet by her batch keeps her turn", async () => {
    await people("Ada", "Bob")
    const settings = { batch: { size: 1, every_minutes: 60 } }
    const id = await publish({ hello: say("Hello") }, ["who out hello"], settings)
    await pass()
    await republish(id, { hello: say("Hi") }, ["who out hello"])
    await move(id)
    await pass({ minutes: 30 })
    expect(await said()).toEqual(["Ada: Hello"])
    await pass({ minutes: 31 })
    expect(await said()).toEqual(["Ada: Hello", "Bob: Hi"])
  })

  it("paused people are moved standing still; nobody hears anything before the plan goes on", async () => {
    await people("Ada")
    const id = await publish({ rest: days(1), bye: say("Bye") }, ["who out rest", "rest out bye"])
    await pass()
    await verbs().pausePlan({ plan_id: id, actor })
    await republish(id, { bye: say("Good bye") }, ["who out bye"])
    await move(id, { rest: "bye" })
    await pass({ days: 2 })
    expect(await said()).toEqual([])
    await verbs().resumePlan({ plan_id: id, actor })
    await pass()
    expect(await said()).toEqual(["Ada: Good bye"])
  })

  it("a worker that was just walking with people of the old version writes nothing of what it found (F4)", async () => {
    await people("Ada", "Bob")
    const id = await publish({ hello: say("Hello"), rest: days(1), bye: say("Bye") }, [
      "who out hello",
      "hello out rest",
      "rest out bye",
    ])
    await pass()
    await republish(id, { hello: say("Hello"), bye: say("Good bye") }, ["who out hello", "hello out bye"])
    // Claimed by a worker, which walks with them in its memory.
    const now = await world.clock.now()
    await world.database.run("update marketing_step set lease_until = $1, fence = fence + 1", [
      new Date(now.getTime() + 60_000),
    ])
    const { fence } = (await world.database.one<{ fence: number }>(
      "select max(fence) as fence from marketing_step",
    ))!
    await move(id, { rest: "bye" })
    const after = await world.database.rows<{ fence: number; lease_until: Date | null }>(
      "select fence, lease_until from marketing_step",
    )
    expect(after.every((step) => step.fence > fence && step.lease_until === null)).toBe(true)
    await pass()
    expect((await said()).sort()).toEqual(["Ada: Good bye", "Ada: Hello", "Bob: Good bye", "Bob: Hello"])
  })

  it("a process that dies anywhere in it loses nobody and moves nobody twice", async () => {
    await people("Ada", "Bob", "Cyn", "Dan", "Eve")
    const id = await publish({ rest: days(1), bye: say("Bye") }, ["who out rest", "rest out bye"])
    await pass()
    await republish(id, { bye: say("Good bye") }, ["who out bye"])
    const asked = { plan_id: id, version: 1, move: { nodes: { rest: "bye" } }, actor }
    dies = "move.beforeStart"
    await expect(verbs().movePeople(asked)).rejects.toThrow("died at")
    dies = null
    expect(await verbs().listMoves({ plan_id: id })).toEqual([])
    await verbs().movePeople(asked)
    for (dies of ["move.beforeCommit", "move.afterCommit", "move.beforeCommit", "move.afterCommit"])
      await expect(verbs().carryMoves({ limit: 2 })).rejects.toThrow("died at")
    dies = null
    while (await verbs().carryMoves({ limit: 2 }));
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([
      { state: "done", moved: 5, left_plan: 0 },
    ])
    await pass()
    expect((await said()).sort()).toEqual(
      ["Ada", "Bob", "Cyn", "Dan", "Eve"].map((name) => `${name}: Good bye`),
    )
  })

  it("who is still coming in by the old version is moved too, and only then it is done", async () => {
    await people("Ada", "Bob", "Cyn")
    const id = await publish({ rest: days(1), bye: say("Bye") }, ["who out rest", "rest out bye"])
    await verbs().startDueRuns()
    dies = "enroll.afterCommit"
    await expect(verbs().enrollRuns({ page_size: 1 })).rejects.toThrow("died at")
    dies = null
    await republish(id, { bye: say("Good bye") }, ["who out bye"])
    await move(id, { rest: "bye" })
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([{ state: "going", moved: 1 }])
    await verbs().enrollRuns()
    await carry()
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([{ state: "done", moved: 3 }])
    await pass()
    expect((await said()).sort()).toEqual(["Ada: Good bye", "Bob: Good bye", "Cyn: Good bye"])
  })

  it("stops when the plan ends: everybody leaves with the plan's reason", async () => {
    await people("Ada")
    const id = await publish({ rest: days(1), bye: say("Bye") }, ["who out rest", "rest out bye"])
    await pass()
    await republish(id, { bye: say("Good bye") }, ["who out bye"])
    await verbs().movePeople({ plan_id: id, version: 1, move: { nodes: { rest: "bye" } }, actor })
    await verbs().endPlan({ plan_id: id, actor })
    await carry()
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([{ state: "stopped", moved: 0 }])
    expect(await world.database.rows("select state, reason from marketing_enrollment")).toEqual([
      { state: "left", reason: "plan_ended" },
    ])
  })

  it("stops when another version is published: nobody comes into one that runs no more, and the next move can begin", async () => {
    await people("Ada", "Bob", "Cyn")
    const id = await publish({ rest: days(1), bye: say("Bye") }, ["who out rest", "rest out bye"])
    await pass()
    await republish(id, { bye: say("Second") }, ["who out bye"])
    const wish = { plan_id: id, version: 1, move: { nodes: { rest: "bye" } }, actor }
    await verbs().movePeople(wish)
    meanwhile["move.afterCommit"] = () => republish(id, { bye: say("Third") }, ["who out bye"])
    while (await verbs().carryMoves({ limit: 1 }));
    expect((await steps()).map(({ version }) => version).sort()).toEqual([1, 1, 2])
    expect(await verbs().listMoves({ plan_id: id })).toMatchObject([
      { state: "stopped", to_version: 2, moved: 1 },
    ])
    await verbs().movePeople(wish)
    await carry()
    await move(id, {}, 2)
    await pass()
    expect((await said()).sort()).toEqual(["Ada: Third", "Bob: Third", "Cyn: Third"])
  })

  it("a move that fails keeps nobody of another plan from hers", async () => {
    await people("Ada")
    const begun: string[] = []
    for (const text of ["One", "Two"]) {
      const id = await publish({ rest: days(1), bye: say(text) }, ["who out rest", "rest out bye"])
      await pass()
      await republish(id, { bye: say(`${text} more`) }, ["who out bye"])
      await verbs().movePeople({ plan_id: id, version: 1, move: { nodes: { rest: "bye" } }, actor })
      begun.push(id)
    }
    meanwhile["move.beforeCommit"] = () => Promise.reject(new Error("cannot be moved"))
    await expect(verbs().carryMoves()).rejects.toThrow("cannot be moved")
    const moves = await Promise.all(begun.map((plan_id) => verbs().listMoves({ plan_id })))
    expect(moves).toMatchObject([[{ moved: 0 }], [{ moved: 1 }]])
  })
})
