/**
 * Reads CSV piece by piece with flat memory and line by line with recovery: a broken quote or an endless cell costs the
 * line it stands in and no other. (csv-parse 5 and 6, asked to skip bad records, give up the rest of the file after an
 * unclosed quote or an oversized record; a merchant would lose thousands of good lines without a word.)
 */
export type CsvItem = { line: number; cells: string[] } | { line: number; problem: CsvProblem; text: string }

/** A quote that never closes, one in the middle of a value, or a line that no record of a shop is as long as. */
export type CsvProblem = "broken-quotes" | "stray-quote" | "too-long"

/** Characters of one record; a longer one is no record of a shop. */
const LONGEST_RECORD = 200_000
/** Lines that one quoted cell may span before its opening quote is taken for a mistake. */
const MOST_LINES = 100

export class CsvReader {
  #delimiter: string
  #rest = ""
  /** Inside a line that is already too long: its characters are dropped until it ends. */
  #dropping = false
  #line = 0
  #open: { line: number; text: string }[] = []

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(text: string): CsvItem[] {
    const items: CsvItem[] = []
    let from = 0
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      this.#rest += text.slice(from, end)
      this.#endLine(items)
      from = end + 1
    }
    this.#rest += text.slice(from)
    if (this.#rest.length > LONGEST_RECORD) {
      this.#dropping = true
      this.#rest = this.#rest.slice(0, 100)
    }
    return items
  }

  end(): CsvItem[] {
    const items: CsvItem[] = []
    if (this.#rest) this.#endLine(items)
    while (this.#open.length > 0) this.#giveUpFirst(items)
    return items
  }

  #endLine(items: CsvItem[]): void {
    const text = this.#rest.endsWith("\r") ? this.#rest.slice(0, -1) : this.#rest
    const tooLong = this.#dropping || text.length > LONGEST_RECORD
    this.#rest = ""
    this.#dropping = false
    this.#line += 1
    const named = this.#line === 1 ? separatorOf(text) : null
    if (named) this.#delimiter = named
    else if (tooLong) {
      while (this.#open.length > 0) this.#giveUpFirst(items)
      items.push({ line: this.#line, problem: "too-long", text: text.slice(0, 100) })
    } else this.#take({ line: this.#line, text }, items)
  }

  #take(next: { line: number; text: string }, items: CsvItem[]): void {
    if (this.#open.length === 0 && next.text.trim() === "") return
    this.#open.push(next)
    const record = this.#open.map((part) => part.text).join("\n")
    const cells = splitRecord(record, this.#delimiter)
    if (cells === "open" && this.#open.length < MOST_LINES && record.length <= LONGEST_RECORD) return
    if (typeof cells === "string") this.#giveUpFirst(items, cells === "broken" && this.#open.length === 1)
    else {
      items.push({ line: this.#open[0]!.line, cells })
      this.#open = []
    }
  }

  /** The first open line is at fault; the lines after it are read again on their own. */
  #giveUpFirst(items: CsvItem[], isStray = false): void {
    const [first, ...others] = this.#open
    this.#open = []
    const problem = isStray ? "stray-quote" : "broken-quotes"
    items.push({ line: first!.line, problem, text: first!.text.slice(0, 100) })
    for (const line of others) this.#take(line, items)
  }
}

/** One record's cells (RFC 4180); "open" when a quote is not closed, "broken" when one stands in the middle of a value. */
function splitRecord(record: string, delimiter: string): string[] | "open" | "broken" {
  if (!record.includes('"')) return record.split(delimiter)
  const cells: string[] = []
  for (let at = 0; at <= record.length; ) {
    if (record[at] !== '"') {
      const end = record.indexOf(delimiter, at)
      const cell = end < 0 ? record.slice(at) : record.slice(at, end)
      if (cell.includes('"')) return "broken"
      cells.push(cell)
      if (end < 0) return cells
      at = end + delimiter.length
      continue
    }
    let cell = ""
    let from = at + 1
    for (;;) {
      const quote = record.indexOf('"', from)
      if (quote < 0) return "open"
      cell += record.slice(from, quote)
      from = quote + 1
      if (record[from] !== '"') break
      cell += '"'
      from += 1
    }
    cells.push(cell)
    if (from === record.length) return cells
    if (!record.startsWith(delimiter, from)) return "broken"
    at = from + delimiter.length
  }
  return cells
}

/**
 * The delimiter of a file that begins so: the one of comma, semicolon and tab that stands most often in its first line that
 * is not empty. What stands in quotes is part of a name.
 */
export function detectDelimiter(head: string): string {
  const header = head.split("\n").find((line) => line.trim() !== "") ?? ""
  const names = header.replace(/"(?:[^"]|"")*"/g, "")
  const count = (delimiter: string) => names.split(delimiter).length
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

/** What a first line such as `sep=;` names, which spreadsheets write for each other; null: the line is none. */
export const separatorOf = (line: string): string | null => /^"?sep=([,;\t|])"?\r?$/i.exec(line)?.[1] ?? null
