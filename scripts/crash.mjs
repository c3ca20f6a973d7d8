// npm run crash -- --crashes 10000 --seed 7 [--kill-every 20]
// Workers die in the middle of everything, and nothing may be lost or doubled; the last line is the verdict.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { installWhenMissing, root } from "./install.mjs"
import { runCommand, StartError } from "./start-error.mjs"

/** One death in so many is a real SIGKILL of a process; of few deaths a third, so that no run is without. */
const KILL_EVERY = 20

/** Causes of a bad verdict are printed up to here; the rest is in the file. */
const SHOWN = 20

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      crashes: { type: "string", default: "1000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      "kill-every": { type: "string" },
    },
  })
  for (const [name, value] of Object.entries(values))
    if (!/^\d+$/.test(value)) throw new StartError(`--${name} must be a whole number, not ${value}.`)
  values["kill-every"] ??= String(Math.max(1, Math.min(KILL_EVERY, Math.floor(values.crashes / 3))))
  installWhenMissing(console.log)

  const folder = path.join(root, ".medusa", "crash")
  const report = path.join(folder, "verdict.json")
  mkdirSync(folder, { recursive: true })
  rmSync(report, { force: true })
  console.log(`${values.crashes} crashes with seed ${values.seed}`)
  const started = Date.now()
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs")
  const harness = spawn(
    process.execPath,
    [vitest, "run", "--project", "modules", "integration-tests/crash/crash.spec.ts"],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        CRASHES: values.crashes,
        CRASH_SEED: values.seed,
        CRASH_KILL_EVERY: values["kill-every"],
        CRASH_REPORT: report,
        MEDUSA_DISABLE_TELEMETRY: "true",
      },
    },
  )
  const [code] = await once(harness, "exit")
  const verdict = readVerdict(report)
  for (const [point, times] of Object.entries(verdict.at))
    console.log(`${String(times).padStart(7)}  ${point}`)
  const perSecond = verdict.crashes / ((Date.now() - started) / 1000)
  console.log(`${verdict.kills} of them SIGKILL; ${perSecond.toFixed(0)} crashes a second`)
  for (const cause of ["lost", "doubled", "stuck", "surprises", "unreached"])
    for (const line of verdict[cause].slice(0, SHOWN)) console.log(`${cause}: ${line}`)
  console.log(verdict.line)
  process.exitCode = code === 0 ? 0 : 1
})

function readVerdict(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    throw new StartError("The harness broke off before it came to a verdict; see above.")
  }
}
