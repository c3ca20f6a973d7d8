import type { EffectResult } from "../../../extension/outcome"
import type { Sql } from "../database"
import type { EffectRow, EffectWriter } from "../effects"
import { groupBy } from "../group-by"
import { inRounds } from "./in-rounds"
import type { NoteChanges } from "./note-changes"
import { lockProfiles, setValues } from "./store/profile-values"
import { keepGiven, readGiven, takeTurns } from "./store/reps"

export type WriteReps = ReturnType<typeof writeReps>
type Row = EffectRow<"assign-rep">

/**
 * Gives people a sales rep: the one there is, or each the next in turn; the `ref` is who it is. Who comes to the same card again
 * has the same one, while that one is still among them. Who keeps a rep takes no turn.
 */
export const writeReps =
  ({ noteChanges }: { noteChanges: NoteChanges }): EffectWriter<"assign-rep"> =>
  async (tx, rows, now) => {
    const results: EffectResult[] = []
    for (const round of inRounds(rows)) {
      const before = new Map(
        (
          await lockProfiles(
            tx,
            round.map((row) => row.pid),
          )
        ).map(({ pid, rep }) => [pid, rep]),
      )
      const keeping = (row: Row) => !row.effect.overwrite && typeof before.get(row.pid) === "string"
      const wanting = round.filter((row) => !keeping(row))
      const chosen = new Map<Row, string>()
      for (const card of groupBy(wanting, (row) => `${row.plan_no} ${row.node}`).values())
        for (const [row, rep] of await choose(tx, card)) chosen.set(row, rep)
      for (const [rep, given] of groupBy(wanting, (row) => chosen.get(row)!))
        await setValues(
          tx,
          given.map((row) => row.pid),
          { columns: { rep }, attributes: {}, overwrite: true },
          now,
        )
      await noteChanges(
        tx,
        wanting.map((row) => row.pid),
      )
      results.push(
        ...round.map((row) => ({
          key: row.key,
          done: true,
          ref: chosen.get(row) ?? before.get(row.pid) ?? undefined,
        })),
      )
    }
    return results
  }

/** Who gets whom, of people at one card. */
async function choose(tx: Sql, rows: Row[]): Promise<Map<Row, string>> {
  const { plan_no, node, effect } = rows[0]!
  const { reps } = effect
  if (reps.length === 1) return new Map(rows.map((row) => [row, reps[0]!]))
  const pids = rows.map((row) => row.pid)
  const given = new Map((await readGiven(tx, { plan_no, node, pids })).map(({ pid, rep }) => [pid, rep]))
  const known = (row: Row) => {
    const rep = given.get(row.pid)
    return rep !== undefined && reps.includes(rep) ? rep : null
  }
  const fresh = rows.filter((row) => known(row) === null)
  const first = fresh.length > 0 ? await takeTurns(tx, { plan_no, node, turns: fresh.length }) : 0
  const inTurn = new Map(fresh.map((row, i) => [row, reps[(first + i) % reps.length]!]))
  await keepGiven(tx, {
    plan_no,
    node,
    given: [...inTurn].map(([row, rep]) => ({ pid: row.pid, rep })),
  })
  return new Map(rows.map((row) => [row, known(row) ?? inTurn.get(row)!]))
}
