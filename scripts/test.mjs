// npm test: installs what is missing, then runs every project of tests; the last line is "N passed, N failed".
// npm test -- unit modules     only these projects
import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { findChromium } from "./chromium.mjs"
import { installWhenMissing, root } from "./install.mjs"
import { findRedis } from "./redis.mjs"
import { runCommand, StartError } from "./start-error.mjs"

/** Quick ones first: what is broken shows early. */
const projects = ["unit", "modules", "http", "house", "browser"]
const needsBrowser = new Set(["house", "browser"])
const beginningOf = (text) => text.replaceAll("\n", " ").slice(0, 600)
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`

await runCommand(async () => {
  const started = Date.now()
  const asked = process.argv.slice(2)
  const strange = asked.find((name) => !projects.includes(name))
  if (strange) throw new StartError(`There are no tests named ${strange}; there are ${projects.join(", ")}.`)
  const chosen = projects.filter((name) => !asked.length || asked.includes(name))

  installWhenMissing(console.log)
  const browser = chosen.some((name) => needsBrowser.has(name)) ? await findChromium() : {}
  if (browser.CHROMIUM_PATH) console.log(`Browser: ${browser.CHROMIUM_PATH}`)

  if (chosen.includes("modules")) console.log(`Redis: ${findRedis({ say: console.log }).program}`)

  const sum = { passed: 0, failed: 0, skipped: 0 }
  const lines = []
  const broken = []
  for (const project of chosen) {
    const since = Date.now()
    console.log(`\n${project} tests`)
    const { why, ...counts } = await runProject(project, browser)
    broken.push(...why)
    for (const key of Object.keys(sum)) sum[key] += counts[key]
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ""
    lines.push(`${project}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds(since)})`)
  }
  console.log(`\n${lines.join("\n")}\n${seconds(started)} in all`)
  if (sum.skipped) console.log(`${sum.skipped} skipped`)
  for (const one of broken) console.log(`failed: ${one}`)
  console.log(`${sum.passed} passed, ${sum.failed} failed`)
  process.exitCode = sum.failed ? 1 : 0
})

async function runProject(project, environment) {
  const folder = path.join(root, ".medusa", "test")
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${project}.json`)
  rmSync(file, { force: true })
  const code = await new Promise((resolve) => {
    const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs")
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`]
    spawn(process.execPath, [vitest, "run", "--project", project, ...reporters], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...environment, MEDUSA_DISABLE_TELEMETRY: "true" },
    }).once("exit", (status) => resolve(status ?? 1))
  })
  return countsOf(file, code)
}

/**
 * A file that did not even load, or a run that broke off, counts as one failure: never as nothing. `why` names each
 * failed test with the beginning of its error, to be read at the end of a long output.
 */
function countsOf(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, why: [`the run ended with ${code}`] }
  const said = JSON.parse(readFileSync(file, "utf8"))
  const hasFailed = ({ status }) => status === "failed"
  const unloaded = said.testResults.filter(
    (suite) => hasFailed(suite) && !suite.assertionResults.some(hasFailed),
  )
  const why = said.testResults.filter(hasFailed).flatMap(({ name, message, assertionResults }) => {
    const where = path.relative(root, name)
    const tests = assertionResults.filter(hasFailed)
    if (tests.length === 0) return [`${where}: ${beginningOf(message)}`]
    return tests.map((test) => `${where}: ${test.fullName}: ${beginningOf(test.failureMessages.join(" "))}`)
  })
  const failed = said.numFailedTests + unloaded.length
  return {
    passed: said.numPassedTests,
    failed: failed || (code === 0 ? 0 : 1),
    skipped: said.numPendingTests + said.numTodoTests,
    why:
      why.length > 0 || code === 0
        ? why
        : [
            `${path.basename(file, ".json")}: all of its tests passed, but an error outside them ended the run with ${code}; it stands after the last test under "Unhandled Errors"`,
          ],
  }
}
