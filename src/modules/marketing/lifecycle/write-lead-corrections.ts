import type { EffectWriter } from "../effects"
import { rowTable } from "../row-table"
import type { DueScores } from "./due-scores"

export type WriteLeadCorrections = ReturnType<typeof writeLeadCorrections>

/** Adds to people's lead scores, once per key; the scores are computed anew within seconds. */
export const writeLeadCorrections =
  ({ dueScores }: { dueScores: DueScores }): EffectWriter<"lead-score"> =>
  async (tx, rows, now) => {
    const sound = rows.filter(({ effect }) => Number.isSafeInteger(effect.amount) && effect.amount !== 0)
    const asked = rowTable(
      sound.map(({ effect, ...row }) => ({ ...row, amount: effect.amount })),
      { key: "text", pid: "int", amount: "int", plan_no: "int", run_no: "int", node: "text" },
      { first: 2 },
    )
    await tx.run(
      `insert into marketing_lead_correction (key, pid, amount, plan_no, run_no, node, at)
       select key, pid, amount, plan_no, run_no, node, $1 from ${asked.from} on conflict do nothing`,
      [now, ...asked.values],
    )
    await dueScores(
      tx,
      sound.map((row) => row.pid),
    )
    const written = new Set(sound)
    return rows.map((row) =>
      written.has(row)
        ? { key: row.key, done: true }
        : { key: row.key, done: false, reason: "amount_invalid" },
    )
  }
