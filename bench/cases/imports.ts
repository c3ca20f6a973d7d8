import { Readable } from "node:stream"
import type { Case, Ground } from "../bench"
import { importByHand, readModelOf } from "./import-by-hand"

const LINES = 75_000
const SOURCE = "bench"
/** People summed up in one transaction when a round is taken back. */
const PEOPLE = 2_000

/** A file of purchase lines of people the store knows. */
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

export function importCases({ marketing, database, customers }: Ground): Case[] {
  const pids = Array.from({ length: Math.min(customers, LINES / 2) }, (_, i) => i + 1)
  const left: Partial<Record<string, string>> = {}

  /** As if the file had never come: both sides begin with the same store, and no line is a duplicate. */
  const takeBack = async () => {
    for (const table of ["credit", "conversion", "import_purchase", "order_line"])
      await database.run(
        `delete from marketing_${table} where oid in (select oid from marketing_order where source = $1)`,
        [SOURCE],
      )
    await database.run("delete from marketing_order where source = $1", [SOURCE])
    await database.run(
      `update marketing_profile set became_customer_at = timestamptz '2023-01-01' + (pid::float8 / $2) * interval '1090 days'
        where pid = any($1)`,
      [pids, customers],
    )
    for (let at = 0; at < pids.length; at += PEOPLE)
      await database.transaction((tx) => marketing.refreshRollups(tx, pids.slice(at, at + PEOPLE)))
  }

  return [
    {
      name: `import of ${LINES} purchase lines`,
      before: async (side) => {
        const other = side === "ours" ? "limit" : "ours"
        left[other] = await readModelOf(database, SOURCE, pids)
        if (side === "ours" && left.ours && left.ours !== left.limit)
          throw new Error(`The import left ${left.ours}, the hand-written SQL ${left.limit}.`)
        await takeBack()
      },
      ours: async () => {
        const { import: made } = await marketing.createImport({
          kind: "purchases",
          file_name: "bench.csv",
          file: Readable.from(file(customers)),
          source: SOURCE,
        })
        while (await marketing.runImports());
        const done = await marketing.getImport({ import_id: made.id })
        if (done.accepted !== LINES)
          throw new Error(`Only ${done.accepted} of ${LINES} lines were taken: ${done.error}`)
      },
      limit: () => importByHand(database, file(customers), SOURCE),
      rounds: 2,
      per_second: LINES,
      goal_ms: 60_000,
    },
  ]
}
