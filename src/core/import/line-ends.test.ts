import fc from "fast-check"
import { withLineFeeds } from "./line-ends"

const read = async (text: string, step: number): Promise<string> => {
  const bytes = Buffer.from(text)
  async function* file() {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
  }
  const pieces: Buffer[] = []
  for await (const piece of withLineFeeds(file())) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

describe("line ends of an imported file (O4)", () => {
  it("turns the CR of old Macs into LF and leaves every other file as it is, however it is cut", async () => {
    const row = fc.stringMatching(/^[a-zä客,"]{0,6}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, step) => {
          const written = (end: string) => rows.map((one) => one + end).join("")
          expect(await read(written("\n"), step)).toBe(written("\n"))
          expect(await read(written("\r\n"), step)).toBe(written("\r\n"))
          expect(await read(`${written("\r")}x`, step)).toBe(`${written("\n")}x`)
        },
      ),
    )
    // A CR inside a cell of a file with LF stays.
    expect(await read("a,b\n1,x\ry\n", 3)).toBe("a,b\n1,x\ry\n")
  })
})
