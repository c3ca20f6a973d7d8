import { Readable } from "node:stream"
import type { Case, Ground } from "../bench"

const LINES = 75_000

/** A file of purchase lines of people the store knows; another source each round, so nothing is a duplicate. */
function* file(customers: number): Generator<Buffer> {
  yield Buffer.from("order_id,email,placed_at,product,quantity,amount,currency\n")
  for (let at = 0; at < LINES; at += 1000) {
    const lines = Array.from({ length: 1000 }, (_, i) => {
      const n = at + i
      return `o${n >> 1},user${1 + ((n >> 1) % customers)}@example.test,2025-0${1 + (n % 9)}-15 10:00:00,prod_${1 + (n % 5000)},1,${(n % 90) + 1}.50,EUR`
    })
    yield Buffer.from(`${lines.join("\n")}\n`)
  }
}

export const importCases = ({ marketing, database, customers }: Ground): Case[] => [
  {
    name: `import of ${LINES} purchase lines`,
    before: () => database.run("delete from marketing_import_line"),
    ours: async (round) => {
      const { import: made } = await marketing.createImport({
        kind: "purchases",
        file_name: "bench.csv",
        file: Readable.from(file(customers)),
        source: `bench ${round} ${process.pid}`,
      })
      while (await marketing.runImports());
      const done = await marketing.getImport({ import_id: made.id })
      if (done.accepted !== LINES)
        throw new Error(`Only ${done.accepted} of ${LINES} lines were taken: ${done.error}`)
    },
    rounds: 2,
    per_second: LINES,
    goal_ms: 60_000,
  },
]
