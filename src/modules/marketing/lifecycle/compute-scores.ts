import { dayOf } from "../../../core/time/zone"
import type { NoteChanges } from "../audience/note-changes"
import type { Clock } from "../clock"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import { noteScores } from "./note-scores"
import { lastPid, ownScores, type Round, readRound, takeTime, writeRound } from "./store/round"
import { computeCuts, writeScores } from "./store/scores"
import { readCuts, readThresholds, writeCuts } from "./store/settings"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  noteChanges: NoteChanges
  failPoint: FailPoint
  readStoreCurrency: ReadStoreCurrency
}

/** People a transaction: a stopped round goes on after its last whole page. */
const PAGE = 200_000

/**
 * Goes on with today's round over everybody, one page a call: stages turn and what people did fades at midnight in the
 * store's zone. A round begins with the fifths of all buyers. True: more of it waits; false: today's is done, or somebody
 * else is at it.
 */
export const computeScores =
  ({ database, clock, options, noteChanges, failPoint, readStoreCurrency }: Parts) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const today = { now, zone: options.timezone }
    const of = `${dayOf(now, today.zone)} ${today.zone}`
    const before = await readRound(database)
    if (before?.of === of && before.finished) return false
    const storeCurrency = await readStoreCurrency()
    return database.transaction(async (tx) => {
      if (!(await ownScores(tx))) return false
      let round: Round | undefined = await readRound(tx)
      if (round?.of === of && round.finished) return false
      await takeTime(tx)
      const { settings } = await readThresholds(tx)
      if (round?.of !== of) {
        await writeCuts(tx, await computeCuts(tx, settings.rfm.currency ?? storeCurrency, today), now)
        round = { of, after: 0, finished: false }
      }
      const [from, to] = [round.after + 1, round.after + PAGE]
      const written = await writeScores(tx, { from, to }, settings, await readCuts(tx), today)
      await noteScores(tx, noteChanges, written)
      await failPoint("lifecycle.pageWritten")
      const finished = to >= (await lastPid(tx))
      await writeRound(tx, { of, after: to, finished }, now)
      return !finished
    })
  }
