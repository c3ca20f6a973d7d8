import { describe, expect, it } from "vitest"
import { withLineFeeds } from "../import/line-ends"
import { MemberListReader } from "./member-list"

function readAll(...pieces: string[]) {
  const reader = new MemberListReader()
  const reads = [...pieces.map((piece) => reader.push(piece)), reader.end()]
  return {
    members: reads.flatMap((read) => read.members),
    rejections: reads.flatMap((read) => read.rejections).map(({ line, code }) => [line, code]),
    problems: reader.problems.map(({ code }) => code),
  }
}

/** The same of a file as it comes in. */
async function readFile(...pieces: string[]) {
  async function* file() {
    for (const piece of pieces) yield Buffer.from(piece)
  }
  const read: string[] = []
  for await (const piece of withLineFeeds(file())) read.push(piece.toString())
  return readAll(...read)
}

describe("a list of people as CSV (A8)", () => {
  it("names people by id, e-mail or phone and keeps the other columns, however it is cut into pieces", () => {
    const text = "\uFEFFE-mail;Discount code;First name\r\nA@x.test;SPRING-1;Ana\r\nb@x.test;;\r\n"
    const whole = readAll(text)
    expect(whole).toEqual({
      members: [
        expect.objectContaining({
          line: 2,
          email: "a@x.test",
          placeholders: { discount_code: "SPRING-1", first_name: "Ana" },
        }),
        expect.objectContaining({ line: 3, email: "b@x.test", placeholders: {} }),
      ],
      rejections: [],
      problems: [],
    })
    expect(readAll(...text)).toEqual(whole)
  })

  it("ends its lines as any system does, also with CR alone, however it is cut into pieces", async () => {
    const text = 'email,note\ra@x.test,"first\rsecond"\r\rb@x.test,x\r'
    const whole = await readFile(text)
    expect(whole).toEqual({
      members: [
        { line: 2, email: "a@x.test", placeholders: { note: "first\nsecond" } },
        { line: 5, email: "b@x.test", placeholders: { note: "x" } },
      ],
      rejections: [],
      problems: [],
    })
    expect(await readFile(...text)).toEqual(whole)
    expect((await readFile("email,code\na@x.test,one\rtwo\n")).members).toMatchObject([
      { line: 2, placeholders: { code: "one\rtwo" } },
    ])
  })

  it("has its header in Chinese, or below empty lines, however it is cut into pieces", () => {
    const text = "\n \n手机号;邮箱;优惠码\n+49;a@x.test;A-1\n"
    const whole = readAll(text)
    expect(whole.members).toEqual([
      { line: 4, phone: "+49", email: "a@x.test", placeholders: { 优惠码: "A-1" } },
    ])
    expect(readAll(...text)).toEqual(whole)
  })

  it.each([
    ["email,E-mail\na@x.test,b@x.test\n", "email", "E-mail"],
    ["Phone,email,mobile\n1,a@x.test,2\n", "Phone", "mobile"],
    ["User ID;Customer_ID\n1;2\n", "User ID", "Customer_ID"],
  ])("with two columns that name people alike is refused, and says which: %j", (text, column, other) => {
    const reader = new MemberListReader()
    expect(reader.push(text).members).toEqual([])
    expect(reader.problems).toMatchObject([{ code: "import/alike-columns", values: { column, other } }])
  })

  it("reads what an export wrote: a guarded phone is a phone", () => {
    expect(readAll(`"phone"\r\n"'+49 171"\r\n`).members).toMatchObject([{ phone: "+49 171" }])
  })

  it("a bad line costs itself only and says why (S18)", () => {
    const read = readAll(
      "email,code\n",
      "nobody at home,1\n",
      ",2\n",
      "a@x.test\n",
      'a@x.test,"never closed\n',
      `b@x.test,${"x".repeat(201)}\n`,
      "c@x.test,good\n",
    )
    expect(read.rejections.sort()).toEqual([
      [2, "import/email"],
      [3, "import/nobody"],
      [4, "import/cells"],
      [5, "import/quotes"],
      [6, "import/long-value"],
    ])
    expect(read.members.map((member) => member.line)).toEqual([7])
  })

  it("a cell of 500 MB fills no memory and costs one line (S18)", () => {
    const reader = new MemberListReader()
    reader.push('email,code\na@x.test,"')
    const megabyte = "x".repeat(2 ** 20)
    let most = 0
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 500; i++) {
      reader.push(megabyte)
      most = Math.max(most, process.memoryUsage().heapUsed - before)
    }
    const read = reader.push('"\nb@x.test,1\n')
    expect([read.rejections.length, read.members.length]).toEqual([1, 1])
    expect(most).toBeLessThan(100 * 2 ** 20)
  })

  it.each([
    ["", "import/empty-header"],
    ["\n\n", "import/empty-header"],
    ["colour,size\nred,1\n", "import/no-naming-column"],
    ["email,email\na@x.test,b@x.test\n", "import/doubled-column"],
    [`${"a,".repeat(400)}email\n`, "import/too-many-columns"],
    [`email,${"x".repeat(2_000_000)}`, "import/empty-header"],
  ])("%.20j… is no list", (text, code) => {
    expect(readAll(text).problems).toEqual([code])
  })
})
