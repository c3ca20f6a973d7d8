import { problemsOf, Refused } from "../problem"

const refuse = problemsOf({
  "import/encoding": {
    message: "The file is not UTF-8 text.",
    hint: "Save it as CSV UTF-8 and upload it again.",
  },
  "import/nul": {
    message: "The file holds a NUL character (U+0000), which no text has.",
    hint: "It is no CSV file, or was damaged: save it as CSV UTF-8 and upload it again.",
  },
})

/** The text of a file's next piece (none: of its end). Throws Refused for what is no text: then it is no CSV either. */
export function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  const text = textOf(decoder, piece)
  if (text === null) throw new Refused([refuse("import/encoding", "file")])
  // PostgreSQL holds no NUL in text, and no honest CSV does.
  if (text.includes("\u0000")) throw new Refused([refuse("import/nul", "file")])
  return text
}

function textOf(decoder: TextDecoder, piece?: Uint8Array): string | null {
  try {
    return decoder.decode(piece, { stream: piece !== undefined })
  } catch {
    return null
  }
}
