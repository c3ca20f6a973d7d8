import { CsvReader } from "../../src/core/import/csv"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { livingMemory } from "../support/living-memory"
import { addPeople, createWorld, type World } from "../support/world"

describe("a segment as a CSV file (A14)", () => {
  let world: World
  let marketing: Marketing
  beforeAll(async () => {
    world = await createWorld()
    marketing = world.marketing
  })
  afterAll(() => world.end())

  async function linesOf(segment_id: string): Promise<string[][]> {
    const { text } = await marketing.exportSegment({ segment_id })
    const reader = new CsvReader(",")
    let all = ""
    for await (const piece of text) all += piece
    expect(all.startsWith("\uFEFF")).toBe(true)
    const items = [...reader.push(all.slice(1)), ...reader.end()]
    return items.map((item) => ("cells" in item ? item.cells : expect.fail(JSON.stringify(item))))
  }

  it("names everybody who is in it, and nobody who was deleted", async () => {
    const pids = await addPeople(world.database, [
      {
        customer_id: "cus_1",
        email: "a@x.test",
        phone: "+49171",
        first_name: "Ana",
        last_name: "Li",
        tags: ["vip", "new"],
      },
      { customer_id: "cus_2", email: undefined, first_name: "王", last_name: "小明" },
      { customer_id: "cus_3", email: "gone@x.test", deleted_at: "2026-01-01T00:00:00Z" },
    ])
    const { id } = await marketing.saveSegment({ name: "Few", type: "static" })
    await marketing.addToSegment({ segment_id: id, pids })
    expect(await linesOf(id)).toEqual([
      ["customer_id", "email", "phone", "name", "entered_at", "tags"],
      ["cus_1", "a@x.test", "'+49171", "Ana Li", "2026-03-02T09:00:00.000Z", "vip, new"],
      ["cus_2", "", "", "王 小明", "2026-03-02T09:00:00.000Z", ""],
    ])
    await expect(marketing.exportSegment({ segment_id: "mkseg_none" })).rejects.toThrow("There is no segment")
  })

  it("has each column once: one of the list that bears a name of ours says what the list said, and can be read again", async () => {
    const [li, ana] = await addPeople(world.database, [
      { customer_id: "cus_li", email: "li@x.test", first_name: "Li" },
      { customer_id: "cus_ana", email: "ana@x.test", first_name: "Ana" },
    ])
    const { id, no } = await marketing.saveSegment({ name: "Listed", type: "static" })
    await marketing.addToSegment({ segment_id: id, pids: [li!, ana!] })
    await world.database.run(
      "update marketing_segment_member set placeholders = $3 where segment_no = $1 and pid = $2",
      [no, li, { name: "Ms Li", seat: "12", constructor: "none" }],
    )
    await world.database.run(
      "update marketing_segment_member set placeholders = '{}' where segment_no = $1 and pid = $2",
      [no, ana],
    )
    expect(await linesOf(id)).toEqual([
      ["customer_id", "email", "phone", "name", "entered_at", "tags", "constructor", "seat"],
      ["cus_li", "li@x.test", "", "Ms Li", "2026-03-02T09:00:00.000Z", "", "none", "12"],
      ["cus_ana", "ana@x.test", "", "Ana", "2026-03-02T09:00:00.000Z", "", "", ""],
    ])
  })

  it("runs no formula that somebody wrote into their name (S17)", async () => {
    const names = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      '=HYPERLINK("http://evil","x")',
      "＝1",
      'a"b',
      "a,b\nc",
    ]
    const pids = await addPeople(
      world.database,
      names.map((first_name) => ({ first_name, tags: [first_name] })),
    )
    const { id } = await marketing.saveSegment({ name: "Hostile", type: "static" })
    await marketing.addToSegment({ segment_id: id, pids })
    const [, ...lines] = await linesOf(id)
    expect(lines).toHaveLength(names.length)
    for (const cells of lines) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@＝\t\r]/)
    expect(lines.at(-1)![3]).toBe("a,b\nc")
  })

  it("a million people need no more memory than a few: 200,000 are written page by page, never held at once", async () => {
    await world.database.run(
      `insert into marketing_profile (customer_id, email, first_name, became_customer_at, has_account)
       select 'cus_many_' || i, 'many' || i || '@x.test', repeat('n', 200), now(), true from generate_series(1, 200000) i`,
    )
    /** The first `most` of them written out: lines, the longest piece, and by how much the living memory grew at most. */
    const written = async (most: number) => {
      const { id } = await marketing.saveSegment({ name: `Many ${most}`, type: "static" })
      await world.database.run(
        `insert into marketing_segment_member (segment_no, pid, entered_at)
         select s.no, p.pid, now() from marketing_segment s, marketing_profile p
          where s.id = $1 and p.customer_id like 'cus_many_%' order by p.pid limit ${most}`,
        [id],
      )
      const { text } = await marketing.exportSegment({ segment_id: id })
      let [lines, characters, largest, grown, looked] = [0, 0, 0, 0, -60_000]
      const before = livingMemory()
      for await (const piece of text) {
        lines += piece.split("\r\n").length - 1
        characters += piece.length
        largest = Math.max(largest, piece.length)
        // Seldom: where many specs share a process, looking through its memory takes a second.
        if (lines > looked + 60_000) {
          looked = lines
          grown = Math.max(grown, livingMemory() - before)
        }
      }
      return { lines, characters, largest, grown }
    }
    const few = await written(10_000)
    const many = await written(200_000)
    expect([few.lines, many.lines]).toEqual([10_001, 200_001])
    expect(many.characters).toBeGreaterThan(50_000_000)
    expect(many.largest).toBeLessThan(700_000)
    // Twenty times the people, and no more in memory than some pages: all of it would be sixty megabytes and more.
    expect(many.grown).toBeLessThan(few.grown + 24 * 2 ** 20)
  }, 120_000)
})
