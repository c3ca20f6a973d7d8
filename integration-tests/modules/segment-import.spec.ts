import type { Refused } from "../../src/core/problem"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { livingMemory } from "../support/living-memory"
import { addPlan, agree, queue, sendAll } from "../support/messages"
import { addPeople, createWorld, type World } from "../support/world"

async function* bytes(...pieces: (string | Buffer)[]) {
  for (const piece of pieces) yield Buffer.from(piece as string)
}

describe("a segment from a CSV file (A8)", () => {
  let world: World
  let marketing: Marketing
  let pids: number[]
  beforeAll(async () => {
    world = await createWorld()
    marketing = world.marketing
    pids = await addPeople(world.database, [
      { customer_id: "cus_ana", email: "Ana@x.test", phone: "+49171" },
      { customer_id: "cus_ben", email: "ben@x.test", external_id: "77" },
      { customer_id: "cus_guest", email: "ana@x.test", has_account: false },
      { customer_id: "cus_gone", email: "gone@x.test", deleted_at: "2026-01-01T00:00:00Z" },
    ])
  })
  afterAll(() => world.end())
  const list = async (...pieces: (string | Buffer)[]) => {
    const { id } = await marketing.saveSegment({ name: "List", type: "static" })
    return { id, ...(await marketing.importMembers({ segment_id: id, file: bytes(...pieces) })) }
  }
  const membersOf = async (segment_id: string) =>
    (await marketing.listMembers({ segment_id, offset: 0, limit: 100 })).members

  it("puts in whom the lines name, with what the other columns say, and reports the other lines", async () => {
    const made = await list(
      "customer_id,email,phone,Code\n",
      "cus_ana,,,C1\n",
      "77,,,C2\n",
      ",ANA@x.test,,C3\n",
      ",,+49171,C4\n",
      ",gone@x.test,,C5\n",
      ",nobody@x.test,,C6\n",
      "cus_ana,ben@x.test,,C7\n",
      "cus_guest,ana@x.test,,C8\n",
    )
    expect(made.segment).toMatchObject({ type: "imported", member_count: 3 })
    expect([made.accepted, made.duplicates, made.rejected]).toEqual([3, 2, 3])
    expect(made.rejections.map(({ line, code }) => [line, code])).toEqual([
      [6, "import/unknown-person"],
      [7, "import/unknown-person"],
      [8, "import/two-people"],
    ])
    expect((await membersOf(made.id)).map(({ pid, placeholders }) => [pid, placeholders])).toEqual([
      [pids[2], { code: "C8" }],
      [pids[1], { code: "C2" }],
      [pids[0], { code: "C1" }],
    ])
  })

  it("a second file adds people and corrects what the first one said", async () => {
    const { id } = await list("email,code\nana@x.test,old\n")
    await marketing.importMembers({
      segment_id: id,
      file: bytes("email,code\nana@x.test,new\nben@x.test,x\n"),
    })
    expect((await membersOf(id)).map(({ placeholders }) => placeholders)).toEqual([
      { code: "x" },
      { code: "new" },
    ])
    let text = ""
    for await (const piece of (await marketing.exportSegment({ segment_id: id })).text) text += piece
    expect(text).toContain('"tags","code"\r\n"cus_ana"')
    const copy = await list(text)
    expect([copy.accepted, copy.rejected]).toEqual([2, 0])
  })

  it("a second file without a column keeps what the first one said in it, and takes out what its own columns no longer say", async () => {
    const { id } = await list("email,code,seat\nana@x.test,A1,4\nben@x.test,B1,5\n")
    const next = (text: string) => marketing.importMembers({ segment_id: id, file: bytes(text) })
    const said = async () => (await membersOf(id)).map(({ placeholders }) => placeholders)
    await next("email\nana@x.test\nben@x.test\n")
    expect(await said()).toEqual([
      { code: "B1", seat: "5" },
      { code: "A1", seat: "4" },
    ])
    await next("email,seat,gate\nana@x.test,7,N\n")
    expect(await said()).toEqual([
      { code: "B1", seat: "5" },
      { code: "A1", seat: "7", gate: "N" },
    ])
    await next("email,code\nana@x.test,\nben@x.test,B2\n")
    expect(await said()).toEqual([
      { code: "B2", seat: "5" },
      { seat: "7", gate: "N" },
    ])
  })

  it.each([
    ["another encoding", Buffer.from("email,name\nana@x.test,M\xfcller\n", "latin1"), "import/encoding"],
    ["NUL", Buffer.from("email\nana@x.test\n\0"), "import/nul"],
    ["UTF-16", Buffer.from("\uFEFFemail\nana@x.test\n", "utf16le"), "import/encoding"],
    ["a zip", Buffer.from("504b03040a00000000ff", "hex"), "import/encoding"],
    ["nothing", Buffer.from(""), "import/empty-header"],
    ["no column of people", Buffer.from("colour\nred\n"), "import/no-naming-column"],
  ])("%s in the file is refused, and nobody came in (S18)", async (_, file, code) => {
    const { id } = await marketing.saveSegment({ name: "Bad", type: "static" })
    await marketing.importMembers({ segment_id: id, file: bytes("email\nben@x.test\n") })
    const error = (await marketing
      .importMembers({ segment_id: id, file: bytes(file) })
      .catch((refused) => refused)) as Refused
    expect(error.problems).toMatchObject([{ code }])
    expect((await marketing.getSegment({ segment_id: id })).member_count).toBe(1)
  })

  it("is not for a segment that follows a rule", async () => {
    const rule = { fact: "profile.city", op: "is", value: "Ulm" }
    const { id } = await marketing.saveSegment({ name: "By rule", rule })
    await expect(
      marketing.importMembers({ segment_id: id, file: bytes("email\na@x.test\n") }),
    ).rejects.toThrow("follow from its rule")
  })

  it("20,000 lines, half of them unknown, come in at once, and the report stays short", async () => {
    await world.database.run(
      `insert into marketing_profile (customer_id, email, became_customer_at, has_account)
       select 'cus_l' || i, 'l' || i || '@x.test', now(), true from generate_series(1, 10000) i`,
    )
    const lines = Array.from({ length: 20_000 }, (_, i) => `l${i + 1}@x.test,code${i}\n`)
    const made = await list("email,code\n", lines.slice(0, 7_777).join(""), lines.slice(7_777).join(""))
    expect([made.accepted, made.rejected, made.rejections.length]).toEqual([10_000, 10_000, 1_000])
  })

  it("a million lines need no more memory than a few: 200,000 are read piece by piece, never held at once", async () => {
    const LINES = 200_000
    let [read, grown, before] = [0, 0, 0]
    async function* file() {
      yield Buffer.from("email,code\n")
      before = livingMemory()
      for (; read < LINES; read += 1_000) {
        const lines = Array.from({ length: 1_000 }, (_, i) => `l${read + i + 1}@x.test,${"c".repeat(200)}\n`)
        yield Buffer.from(lines.join(""))
        if (read % 40_000 === 0) grown = Math.max(grown, livingMemory() - before)
      }
    }
    const { id } = await marketing.saveSegment({ name: "Many", type: "static" })
    const made = await marketing.importMembers({ segment_id: id, file: file() })
    expect([made.accepted, made.rejected, made.rejections.length]).toEqual([10_000, LINES - 10_000, 1_000])
    // All of it would be forty megabytes.
    expect(grown).toBeLessThan(24 * 2 ** 20)
  }, 120_000)

  describe("in messages", () => {
    it("each member's own columns stand in the text, and nobody else's", async () => {
      const { id } = await list("email,code\nana@x.test,ANA-1\nben@x.test,BEN-2\n")
      const plan = await addPlan(world)
      await world.database.run(
        `insert into marketing_plan_version (plan_no, version, canvas, settings, published_at) values ($1, 1, $2, '{}', now())`,
        [plan.plan_no, JSON.stringify({ nodes: [{ id: "n0", settings: { segment_id: id } }] })],
      )
      const people = [pids[0]!, pids[1]!]
      await world.database.run(
        `insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         select $1, $2, 1, pid, 'once', 'n0', 'inside', now() from unnest($3::int[]) pid`,
        [plan.plan_no, plan.run_no, people],
      )
      await agree(world, people, "inbox")
      await queue(world, plan, people, {
        channel: "inbox",
        content: { title: "Your code", body: "{{ member.code }}{{ member.other }}!" },
      })
      await sendAll(world)
      const inbox = await world.database.rows<{ pid: number; body: string }>(
        "select * from marketing_inbox_message order by pid",
      )
      expect(inbox.map((row) => [row.pid, row.body])).toEqual([
        [people[0], "ANA-1!"],
        [people[1], "BEN-2!"],
      ])
    })
  })
})
