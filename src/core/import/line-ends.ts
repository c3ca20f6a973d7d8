const [LF, CR] = [10, 13]

/**
 * Old Macs end lines with CR alone: such a file leaves with LF instead. How its first line ends tells; both are bytes of
 * their own in UTF-8, so no character is cut.
 */
export async function* withLineFeeds(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isMac: boolean | null = null
  // Ends in the first CR: only what follows tells whether an LF belongs to it.
  let held: Buffer | null = null
  for await (const chunk of file) {
    let piece: Buffer = chunk
    if (isMac === null) {
      piece = held ? Buffer.concat([held, chunk]) : chunk
      held = null
      const end = piece.findIndex((byte) => byte === LF || byte === CR)
      if (end >= 0 && piece[end] === CR && end === piece.length - 1) {
        held = piece
        continue
      }
      if (end >= 0) isMac = piece[end] === CR && piece[end + 1] !== LF
    }
    yield isMac ? (piece.map((byte) => (byte === CR ? LF : byte)) as Buffer) : piece
  }
  if (held) yield held
}
