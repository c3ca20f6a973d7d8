import { mkdirSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Marketing } from "../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../src/modules/marketing/database"
import { benchMarketing } from "./bench-marketing"
import { attributionCases } from "./cases/attribution"
import { checkoutCases } from "./cases/checkout"
import { clockCases } from "./cases/clock"
import { engineCases } from "./cases/engine"
import { expiryCases } from "./cases/expiry"
import { exportCases } from "./cases/export"
import { followCases } from "./cases/follow"
import { grantCases } from "./cases/grants"
import { importCases } from "./cases/imports"
import { ingestionCases } from "./cases/ingestion"
import { insightCases } from "./cases/insight"
import { moveCases } from "./cases/moves"
import { pageCases } from "./cases/pages"
import { preRunCases } from "./cases/pre-run"
import { previewCases } from "./cases/preview"
import { refreshCases } from "./cases/refresh"
import { replayCases } from "./cases/replay"
import { segmentPageCases } from "./cases/segment-page"
import { setCases } from "./cases/sets"
import { singleCases } from "./cases/single"
import { triggerCases } from "./cases/triggers"
import { fillStore } from "./store"
import { summaryOf } from "./summary"

export type Ground = { database: Database; marketing: Marketing; customers: number; url: string }

/** One figure: our way and the hand-written way, run in turn on the same data. */
export type Case = {
  name: string
  ours: (round: number) => Promise<unknown>
  /** The limit: the same work as SQL written by hand. Left out where there is nothing to compare with. */
  limit?: (round: number) => Promise<unknown>
  /** Not timed: brings both sides to the same start. */
  before?: (side: "ours" | "limit", round: number) => Promise<unknown>
  /** When it was measured, or failed. */
  after?: () => Promise<unknown>
  /** Both sides must answer the same, in every round. */
  same?: boolean
  rounds?: number
  /** Milliseconds that count instead of how long the rounds took. */
  times?: (side: "ours" | "limit") => number[]
  /** What the figure is in, where it is no time. */
  unit?: string
  /** Which of the rounds counts: 0.95 is the one that 95 in 100 do not exceed; the median if not given. */
  quantile?: number
  goal_ratio?: number
  goal_extra_ms?: number
  goal_ms?: number
  /** What the figure is per second of, e.g. people. */
  per_second?: number
}

export type Result = {
  name: string
  customers: number
  median_ms: number
  limit_ms: number | null
  ratio: number | null
  goal_ratio: number | null
  goal_ms: number | null
  per_second: number | null
  unit: string
  pass: boolean
}

const ROUNDS = 5

const quantileOf = (list: number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!

export async function runBench(given: {
  url: string
  customers: number
  eventsEach: number
  only?: string
  /** Instead of each case's own number: fewer for a first look, more beside other work. */
  rounds?: number
  resultFile: string
}): Promise<void> {
  const database = connectDatabase(given.url, { size: 8 })
  const marketing = benchMarketing(database)
  const ground = { database, marketing, customers: given.customers, url: given.url }
  try {
    await fillStore(marketing, given.customers, given.eventsEach)
    const cases = [
      ...previewCases(ground),
      ...singleCases(ground),
      ...segmentPageCases(ground),
      ...pageCases(ground),
      ...insightCases(ground),
      ...refreshCases(ground),
      ...followCases(ground),
      ...clockCases(ground),
      ...exportCases(ground),
      ...(await engineCases(ground)),
      ...(await moveCases(ground)),
      ...triggerCases(ground),
      ...setCases(ground),
      ...preRunCases(ground),
      ...replayCases(ground),
      ...(await grantCases(ground)),
      ...expiryCases(ground),
      ...attributionCases(ground),
      ...importCases(ground),
      ...ingestionCases(ground),
      ...checkoutCases(ground),
    ].filter(({ name }) => !given.only || given.only.split(",").some((part) => name.includes(part)))
    const results: Result[] = []
    // Said and written down one by one: a run that is broken off keeps its figures.
    const tell = (result: Result) => {
      results.push(result)
      print(result)
      writeFileSync(given.resultFile, `${JSON.stringify(results, null, 2)}\n`)
    }
    mkdirSync(path.dirname(given.resultFile), { recursive: true })
    const failed: string[] = []
    for (const one of cases) {
      try {
        tell(await measure({ ...one, rounds: roundsOf(one, given.rounds) }, given.customers))
      } catch (error) {
        failed.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`)
        console.error(failed.at(-1))
      } finally {
        await one.after?.()
      }
    }
    for (const line of summaryOf(results)) tell(line)
    console.log(
      `\n${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, node ${process.version}`,
    )
    console.log(`${results.filter((r) => r.pass).length} of ${results.length} within their goals`)
    if (failed.length > 0) throw new Error(`Not measured:\n${failed.join("\n")}`)
  } finally {
    await database.close()
  }
}

/** So many as were asked for; of a quantile its own, because it means nothing of a few, and of what takes long no more. */
function roundsOf({ rounds = ROUNDS, quantile }: Case, asked = rounds): number {
  if (quantile !== undefined) return rounds
  return rounds < ROUNDS ? Math.min(rounds, asked) : asked
}

async function measure(one: Case, customers: number): Promise<Result> {
  const rounds = one.rounds ?? ROUNDS
  const times = { ours: [] as number[], limit: [] as number[] }
  const answers: Partial<Record<"ours" | "limit", unknown>> = {}
  // The first round warms both sides up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const side of ["ours", "limit"] as const) {
      const work = one[side]
      if (!work) continue
      await one.before?.(side, round)
      const start = performance.now()
      answers[side] = await work(round)
      if (round > 0) times[side].push(performance.now() - start)
    }
    if (one.same && answers.ours !== answers.limit)
      throw new Error(`${one.name}: ours says ${answers.ours}, the hand-written SQL ${answers.limit}.`)
  }
  const median_ms = quantileOf(one.times?.("ours") ?? times.ours, one.quantile ?? 0.5)
  const limit_ms =
    times.limit.length > 0 ? quantileOf(one.times?.("limit") ?? times.limit, one.quantile ?? 0.5) : null
  const ratio = limit_ms === null ? null : median_ms / limit_ms
  const withinRatio =
    one.goal_ratio === undefined ||
    limit_ms === null ||
    median_ms <= limit_ms * one.goal_ratio + (one.goal_extra_ms ?? 0)
  return {
    name: one.name,
    customers,
    median_ms: rounded(median_ms),
    limit_ms: limit_ms === null ? null : rounded(limit_ms),
    ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
    goal_ratio: one.goal_ratio ?? null,
    goal_ms: one.goal_ms ?? null,
    unit: one.unit ?? "ms",
    per_second: one.per_second ? Math.round((one.per_second / median_ms) * 1000) : null,
    pass: withinRatio && (one.goal_ms === undefined || median_ms <= one.goal_ms),
  }
}

/** Three digits are what a time is worth. */
const rounded = (ms: number): number => Number(ms.toPrecision(ms < 1000 ? 3 : 4))

function print(r: Result): void {
  const cells = [
    r.name.padEnd(72),
    `${r.median_ms} ${r.unit}`.padStart(12),
    (r.limit_ms === null ? "" : `${r.limit_ms} ${r.unit}`).padStart(12),
    (r.ratio === null ? "" : `${r.ratio}×`).padStart(8),
    (r.per_second === null ? "" : `${r.per_second}/s`).padStart(11),
    r.pass ? "ok" : "over",
  ]
  console.log(cells.join(" "))
}
