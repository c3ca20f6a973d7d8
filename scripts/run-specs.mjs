import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { root } from "./install.mjs"
import { StartError } from "./start-error.mjs"

/** Causes of a bad verdict are printed up to here; the rest is in the file. */
export const SHOWN = 20

/** Refuses what is not a whole number. */
export function wholeNumbers(values) {
  for (const [name, value] of Object.entries(values))
    if (!/^\d+$/.test(value)) throw new StartError(`--${name} must be a whole number, not ${value}.`)
}

/** Runs spec files, each of which writes its report to the file in `<NAME>_REPORT`; answers how they ended and the reports. */
export async function runSpecs(names, specs, env) {
  const reports = names.map((name) => path.join(root, ".medusa", name, "verdict.json"))
  for (const file of reports) {
    mkdirSync(path.dirname(file), { recursive: true })
    rmSync(file, { force: true })
  }
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs")
  const harness = spawn(process.execPath, [vitest, "run", "--project", "modules", ...specs], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      ...env,
      ...Object.fromEntries(names.map((name, index) => [`${name.toUpperCase()}_REPORT`, reports[index]])),
      MEDUSA_DISABLE_TELEMETRY: "true",
    },
  })
  const [code] = await once(harness, "exit")
  return { code, reports: reports.map(readReport) }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    throw new StartError("The harness broke off before it came to a verdict; see above.")
  }
}
