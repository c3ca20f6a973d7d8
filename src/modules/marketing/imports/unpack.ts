import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { problemsOf, Refused } from "../../../core/problem"

const refuse = problemsOf({
  "import/packed": {
    message: "This is a packed file (zip).",
    hint: "Unpack it and upload the CSV file that is in it.",
  },
  "import/workbook": {
    message: "This is an Excel workbook.",
    hint: "Save it as CSV UTF-8 and upload that.",
  },
  "import/broken-gzip": {
    message: "The packed file (gzip) is damaged or was cut off.",
    hint: "Pack it again, or upload the CSV file as it is.",
  },
})

const GZIP = Buffer.from([0x1f, 0x8b])
const ZIP = Buffer.from("PK\u0003\u0004")
/** What workbooks before 2007 begin with. */
const OLD_WORKBOOK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/**
 * What a file holds: gzip is unpacked as it streams, everything else passes as it is. Throws Refused for a zip or a workbook,
 * which would only be called no text otherwise.
 */
export async function* unpack(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = file[Symbol.asyncIterator]()
  try {
    const first = await pieces.next()
    if (first.done) return
    refuseOthers(first.value)
    const whole = (async function* () {
      yield first.value
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
    })()
    if (startsWith(first.value, GZIP)) yield* unzipped(whole)
    else yield* whole
  } finally {
    // Whoever stops reading early leaves no file open.
    await pieces.return?.()
  }
}

const startsWith = (piece: Buffer, magic: Buffer): boolean => piece.subarray(0, magic.length).equals(magic)

function refuseOthers(piece: Buffer): void {
  const isZip = startsWith(piece, ZIP)
  if (
    startsWith(piece, OLD_WORKBOOK) ||
    (isZip && (piece.includes("[Content_Types]") || piece.includes("xl/")))
  )
    throw new Refused([refuse("import/workbook", "file")])
  if (isZip) throw new Refused([refuse("import/packed", "file")])
}

async function* unzipped(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // Ends with the reading below: what went wrong is thrown there.
  const fed = pipeline(file, gunzip).catch(() => undefined)
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith("Z_")) throw error
    throw new Refused([refuse("import/broken-gzip", "file")])
  } finally {
    await fed
  }
}
