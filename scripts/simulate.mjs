// npm run simulate -- --weeks 20 --seed 7
// Random plans over random people for weeks of virtual time, compared with a simple model; the last line is the verdict.
import { parseArgs } from "node:util"
import { installWhenMissing } from "./install.mjs"
import { runSpecs, SHOWN, wholeNumbers } from "./run-specs.mjs"
import { runCommand } from "./start-error.mjs"

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      weeks: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  })
  wholeNumbers(values)
  installWhenMissing(console.log)
  console.log(`${values.weeks} weeks with seed ${values.seed}`)
  const { code, reports } = await runSpecs(["simulate"], ["integration-tests/simulate/simulate.spec.ts"], {
    SIMULATE_WEEKS: values.weeks,
    SIMULATE_SEED: values.seed,
  })
  const [report] = reports
  for (const difference of report.differences.slice(0, SHOWN)) console.log(difference)
  for (const [mark, times] of Object.entries(report.happened).sort())
    console.log(`${String(times).padStart(7)}  ${mark}`)
  console.log(report.line)
  process.exitCode = code === 0 ? 0 : 1
})
