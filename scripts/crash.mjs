// npm run crash -- --crashes 10000 --seed 7 [--kill-every 20]
// Workers die in the middle of everything, and nothing may be lost or doubled; the last line is the verdict.
import { parseArgs } from "node:util"
import { installWhenMissing } from "./install.mjs"
import { runSpecs, SHOWN, wholeNumbers } from "./run-specs.mjs"
import { runCommand } from "./start-error.mjs"

/** So many deaths at most are of workers that race, sleep and are killed for real; all others are of workers of two simulated shops. */
const RACING = 60
/** One death of these in so many is a real SIGKILL of a process; of few deaths a third, so that no run is without. */
const KILL_EVERY = 20

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      crashes: { type: "string", default: "1000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      "kill-every": { type: "string" },
    },
  })
  wholeNumbers(values)
  const all = Number(values.crashes)
  const racing = Math.min(RACING, Math.ceil(all / 2))
  const killEvery = values["kill-every"] ?? Math.max(1, Math.min(KILL_EVERY, Math.floor(racing / 3)))
  installWhenMissing(console.log)

  console.log(`${all} crashes with seed ${values.seed}`)
  const started = Date.now()
  const specs = ["crash/crash", "simulate/crashes", "simulate/simulate"].map(
    (name) => `integration-tests/${name}.spec.ts`,
  )
  const half = Math.floor((all - racing) / 2)
  const { code, reports } = await runSpecs(["crash", "dying", "simulate"], specs, {
    CRASHES: String(racing),
    CRASH_SEED: values.seed,
    CRASH_KILL_EVERY: String(killEvery),
    DYING_CRASHES: String(half),
    DYING_SEED: `${values.seed}1`,
    SIMULATE_CRASHES: String(all - racing - half),
    SIMULATE_SEED: `${values.seed}2`,
  })
  const [raced, ...simulated] = reports
  const at = {}
  for (const report of reports)
    for (const [point, times] of Object.entries(report.at)) at[point] = (at[point] ?? 0) + times
  for (const [point, times] of Object.entries(at)) console.log(`${String(times).padStart(7)}  ${point}`)
  const sum = (numberOf) => simulated.reduce((all, one) => all + numberOf(one), 0)
  const crashes = raced.crashes + sum((one) => one.crashes)
  const perSecond = crashes / ((Date.now() - started) / 1000)
  console.log(`${raced.kills} of them SIGKILL; ${perSecond.toFixed(0)} crashes a second`)
  for (const cause of ["lost", "doubled", "stuck", "surprises", "unreached"])
    for (const line of raced[cause].slice(0, SHOWN)) console.log(`${cause}: ${line}`)
  for (const difference of simulated.flatMap((one) => one.differences).slice(0, SHOWN))
    console.log(difference)
  const [lost, doubled, stuck] = ["lost", "doubled", "stuck"].map(
    (harm) => raced[harm].length + sum((one) => one.harm[harm]),
  )
  const unknown = raced.unknown + sum((one) => one.unknown)
  console.log(`crashes=${crashes} lost=${lost} doubled=${doubled} stuck=${stuck} unknown=${unknown}`)
  process.exitCode = code === 0 ? 0 : 1
})
