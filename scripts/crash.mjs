// npm run crash -- --crashes 10000 --seed 7 [--kill-every 20] [--processes 40]
// Workers die in the middle of everything, and nothing may be lost or doubled; the last line is the verdict.
import { parseArgs } from "node:util"
import { declaredFailPoints } from "./fail-points.mjs"
import { installWhenMissing } from "./install.mjs"
import { findRedis } from "./redis.mjs"
import { runSpecs, SHOWN, wholeNumbers } from "./run-specs.mjs"
import { runCommand } from "./start-error.mjs"

/** So many deaths at most are of workers that race, sleep and are killed for real. */
const RACING = 60
/** One death of these in so many is a real SIGKILL of a process; of few deaths a third, so that no run is without. */
const KILL_EVERY = 20
/** What happens to real processes and their connections. */
const PROCESSES = 60
/** Deaths over the work beside the engine. All others are of workers of two simulated shops. */
const HOUSEWORK = 300
/** From so many crashes on every point of the code has its turn. */
const MANY = 2_000

const column = (times) => String(times).padStart(7)

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      crashes: { type: "string", default: "1000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      "kill-every": { type: "string" },
      processes: { type: "string" },
    },
  })
  wholeNumbers(values)
  const all = Number(values.crashes)
  const racing = Math.min(RACING, Math.ceil(all / 4))
  const processes = Number(values.processes ?? Math.min(PROCESSES, Math.ceil(all / 4)))
  const housework = Math.min(HOUSEWORK, Math.ceil(all / 4))
  const simulated = Math.max(0, all - racing - processes - housework)
  const killEvery = values["kill-every"] ?? Math.max(1, Math.min(KILL_EVERY, Math.floor(racing / 3)))
  installWhenMissing(console.log)
  console.log(`Redis: ${findRedis({ say: console.log }).program}`)

  console.log(`${all} crashes with seed ${values.seed}`)
  const started = Date.now()
  const specs = [
    "crash/processes/processes",
    "crash/crash",
    "crash/housework/housework",
    "simulate/crashes",
    "simulate/simulate",
  ].map((name) => `integration-tests/${name}.spec.ts`)
  const half = Math.floor(simulated / 2)
  const { code, reports } = await runSpecs(["processes", "crash", "housework", "dying", "simulate"], specs, {
    PROCESSES_HARM: String(processes),
    PROCESSES_SEED: `${values.seed}3`,
    CRASHES: String(racing),
    CRASH_SEED: values.seed,
    CRASH_KILL_EVERY: String(killEvery),
    HOUSEWORK_CRASHES: String(housework),
    HOUSEWORK_SEED: `${values.seed}4`,
    DYING_CRASHES: String(half),
    DYING_SEED: `${values.seed}1`,
    SIMULATE_CRASHES: String(simulated - half),
    SIMULATE_SEED: `${values.seed}2`,
  })
  const [harmed, raced, kept, ...shops] = reports

  const at = {}
  for (const report of [raced, kept, ...shops])
    for (const [point, times] of Object.entries(report.at)) at[point] = (at[point] ?? 0) + times
  for (const [point, times] of Object.entries(at)) console.log(`${column(times)}  ${point}`)
  const unreached = declaredFailPoints().filter((point) => !at[point])
  const isShort = all >= MANY && unreached.length > 0
  if (unreached.length > 0) console.log(`nobody died at: ${unreached.join(", ")}`)

  console.log("\nkinds of crash")
  const inProcess =
    raced.crashes - raced.kills + kept.crashes + shops.reduce((sum, one) => sum + one.crashes, 0)
  console.log(`${column(inProcess)}  death of a worker in a process that lives on`)
  console.log(`${column(raced.kills)}  SIGKILL of a worker process at a named point`)
  for (const [kind, times] of Object.entries(harmed.kinds))
    console.log(`${column(times)}  ${harmed.names[kind]}`)
  console.log(`${column(raced.slept)}  workers that slept past their lease and went on`)
  for (const [point, times] of Object.entries(raced.paused))
    console.log(`${column(times)}  pauses of a plan while a worker stood at ${point}`)
  console.log(`${column(harmed.refused)}  steps that the fence refused to processes which stood still`)

  for (const report of [harmed, raced, kept])
    for (const cause of ["lost", "doubled", "stuck", "surprises", "unreached"])
      for (const line of (report[cause] ?? []).slice(0, SHOWN)) console.log(`${cause}: ${line}`)
  for (const difference of shops.flatMap((one) => one.differences).slice(0, SHOWN)) console.log(difference)
  const harmOf = (harm) =>
    [harmed, raced, kept].reduce((sum, one) => sum + (one[harm]?.length ?? 0), 0) +
    shops.reduce((sum, one) => sum + one.harm[harm], 0)
  const [lost, doubled, stuck] = ["lost", "doubled", "stuck"].map(harmOf)
  const unknown = [harmed, raced, ...shops].reduce((sum, one) => sum + one.unknown, 0)
  const crashes = inProcess + raced.kills + harmed.crashes
  console.log(`${(crashes / ((Date.now() - started) / 1000)).toFixed(0)} crashes a second`)
  console.log(`crashes=${crashes} lost=${lost} doubled=${doubled} stuck=${stuck} unknown=${unknown}`)
  process.exitCode = code === 0 && !isShort ? 0 : 1
})
