import { gzipSync } from "node:zlib"
import { Refused } from "../../../core/problem"
import { unpack } from "./unpack"

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function read(bytes: Buffer, size = 64 * 1024): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of unpack(inPieces(bytes, size))) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
const codeOf = (bytes: Buffer) =>
  read(bytes).then(
    () => null,
    (error: unknown) => (error instanceof Refused ? error.problems[0]!.code : error),
  )

describe("what an uploaded file holds (S18)", () => {
  const csv = `email,first_name\n${"a@x.test,Ada\n".repeat(20_000)}`

  it("is read from gzip as from the plain file, also from several packed one behind the other", async () => {
    expect(await read(Buffer.from(csv))).toBe(csv)
    expect(await read(gzipSync(csv), 100)).toBe(csv)
    expect(await read(Buffer.concat([gzipSync("email\n"), gzipSync("a@x.test\n")]))).toBe("email\na@x.test\n")
    expect(await read(Buffer.alloc(0))).toBe("")
  })

  it("is named when it is a zip, a workbook or a damaged gzip", async () => {
    expect(await codeOf(Buffer.from("PK\u0003\u0004 people.csv"))).toBe("import/packed")
    expect(await codeOf(Buffer.from("PK\u0003\u0004 [Content_Types].xml"))).toBe("import/workbook")
    expect(await codeOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe("import/workbook")
    expect(await codeOf(gzipSync(csv).subarray(0, 200))).toBe("import/broken-gzip")
  })

  it("unpacks no more than is asked for, and leaves no file open when its reader stops early", async () => {
    let [given, closed] = [0, 0]
    async function* counted(bytes: Buffer) {
      try {
        for await (const piece of inPieces(bytes, 1024)) {
          given += piece.length
          yield piece
        }
      } finally {
        closed += 1
      }
    }
    const flood = gzipSync(Buffer.alloc(64 * 2 ** 20))
    for await (const piece of unpack(counted(flood))) if (piece.length > 0) break
    expect(given).toBeLessThan(flood.length)
    for await (const piece of unpack(counted(Buffer.from(csv)))) if (piece.length > 0) break
    await expect(unpack(counted(Buffer.from("PK\u0003\u0004"))).next()).rejects.toThrow("packed file")
    expect(closed).toBe(3)
  })

  it("passes on that the upload itself broke off", async () => {
    async function* breaking() {
      yield gzipSync(csv).subarray(0, 100)
      throw new Error("the disk went away")
    }
    const all = async () => {
      for await (const _ of unpack(breaking()));
    }
    await expect(all()).rejects.toThrow("the disk went away")
  })
})
