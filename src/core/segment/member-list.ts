import { attributeKeys, checkHeader, type LineReader, lineReader, suggestMapping } from "../import/columns"
import { type CsvItem, CsvReader, detectDelimiter } from "../import/csv"
import { refuseLine } from "../import/problems"
import { brokenLine, Rejected, type Rejection, readEmail, refuseLong } from "../import/values"
import { type Problem, problemsOf } from "../problem"
import { withoutGuard } from "./csv-line"

/** One line of a list of people: who is meant, and what the other columns say, for messages. */
export type ListedMember = {
  line: number
  customer_id?: string
  email?: string
  phone?: string
  placeholders: Record<string, string>
}
export type ReadLines = { members: ListedMember[]; rejections: ({ line: number } & Rejection)[] }

const NAMING = ["customer_id", "email", "phone"]
/** The header must stand in the first megabyte. */
const HEADER_CHARS = 2 ** 20

const refuse = problemsOf({
  "import/alike-columns": {
    message: 'The columns "{column}" and "{other}" name people alike.',
    hint: "Leave one of them out, or rename the one that does not say who is meant.",
  },
  "import/no-naming-column": {
    message: "The file has no column that names people: customer_id, email or phone.",
    hint: "Name the column so in the first line.",
  },
})

/** One of two columns would be passed over without a word, and one may name others than the other does. */
function problemsWith(naming: { column: string; to: string }[]): Problem[] {
  if (naming.length === 0) return [refuse("import/no-naming-column", "line 1")]
  const other = naming.find(({ to }, i) => naming.findIndex((one) => one.to === to) < i)
  if (!other) return []
  const { column } = naming.find(({ to }) => to === other.to)!
  return [refuse("import/alike-columns", "line 1", { column, other: other.column })]
}

/** Reads a list of people piece by piece with flat memory; what is wrong with a line costs that line only. Its lines end in LF. */
export class MemberListReader {
  #head: string | null = ""
  #csv = new CsvReader(",")
  #columns: string[] | null = null
  #read: LineReader | null = null
  /** Placeholders that the file has a column for. */
  names: string[] = []
  /** What is wrong with the file as a whole; nothing of it can be taken then. */
  problems: Problem[] = []

  push(text: string): ReadLines {
    if (this.#head === null) return this.#take(this.#csv.push(text))
    // Only the whole first line that is not empty tells what stands between the columns.
    this.#head += text
    if (!this.#head.trimStart().includes("\n") && this.#head.length < HEADER_CHARS)
      return { members: [], rejections: [] }
    return this.#take(this.#start())
  }

  end(): ReadLines {
    const items = this.#head === null ? [] : this.#start()
    const read = this.#take([...items, ...this.#csv.end()])
    if (!this.#columns && this.problems.length === 0) this.problems = checkHeader([])
    return read
  }

  #start(): CsvItem[] {
    const head = this.#head!.replace(/^\uFEFF/, "")
    this.#head = null
    this.#csv = new CsvReader(detectDelimiter(head))
    return this.#csv.push(head)
  }

  #take(items: CsvItem[]): ReadLines {
    const read: ReadLines = { members: [], rejections: [] }
    for (const item of items) {
      if (this.problems.length > 0) break
      if (!this.#columns) this.#takeHeader("cells" in item ? item.cells : [])
      else if ("problem" in item) read.rejections.push({ line: item.line, ...brokenLine(item.problem) })
      else this.#takeLine(item.line, item.cells, read)
    }
    return read
  }

  #takeHeader(cells: string[]): void {
    const columns = cells.map((cell) => cell.trim())
    const naming = columns.flatMap((column) => {
      const meaning = Object.values(suggestMapping("customers", [column]))[0]
      return meaning && "to" in meaning && NAMING.includes(meaning.to) ? { column, to: meaning.to } : []
    })
    this.problems = checkHeader(columns)
    if (this.problems.length === 0) this.problems = problemsWith(naming)
    const mapping = Object.fromEntries(naming.map(({ column, to }) => [column, { to }]))
    this.#columns = columns
    this.names = attributeKeys(columns, mapping).filter((name) => name !== "")
    this.#read = lineReader("customers", columns, mapping, "attributes")
  }

  #takeLine(line: number, cells: string[], into: ReadLines): void {
    try {
      into.members.push({ line, ...this.#memberOf(cells) })
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      into.rejections.push({ line, ...error.rejection })
    }
  }

  #memberOf(cells: string[]): Omit<ListedMember, "line"> {
    const wanted = this.#columns!.length
    if (cells.length !== wanted)
      throw new Rejected(refuseLine("import/cells", "", { shown: cells.length, header: wanted }))
    const { known, extra } = this.#read!(cells.map((cell) => withoutGuard(cell.trim())))
    refuseLong(known)
    refuseLong(extra)
    const { customer_id, email, phone } = known
    if (!customer_id && !email && !phone)
      throw new Rejected(refuseLine("import/nobody", "", { columns: "customer_id, e-mail or phone" }))
    return {
      customer_id,
      email: email ? readEmail("email", email) : undefined,
      phone,
      placeholders: extra,
    }
  }
}
