// npm run check: format, lint, types, import rules, dead code, house rules. Says what failed and how long each took.
import { spawn } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { houseProblems } from "./house-rules.mjs"

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..")
const cache = path.join(root, ".medusa", "check")
mkdirSync(cache, { recursive: true })

/** Compilers make objects by the million that live long: with 16 MB for new ones V8 copies them around for nothing. */
const ROOM_FOR_THE_YOUNG = "--max-semi-space-size=64"

const bin = (file) => path.join(root, "node_modules", file)
const types = (project, name) => [
  bin("typescript/bin/tsc"),
  ...[
    "-p",
    project,
    "--noEmit",
    "--incremental",
    "--tsBuildInfoFile",
    path.join(cache, `${name}.tsbuildinfo`),
  ],
]

// The longest first: two run at a time.
const steps = [
  // One project for the server and its tests: reading Medusa's types is what takes the time.
  { name: "types: server and tests", run: types("tsconfig.tests.json", "server") },
  { name: "types: admin", run: types("admin/tsconfig.json", "admin") },
  { name: "dead code", run: [bin("knip/bin/knip.js"), "--no-progress"] },
  {
    name: "import rules",
    run: [
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "err-long"],
      ...["src", "admin", "migrations", "storefront"].filter((folder) => existsSync(path.join(root, folder))),
    ],
  },
  {
    name: "format and lint",
    run: [bin("@biomejs/biome/bin/biome"), "check", "--colors=off", "--max-diagnostics=50"],
  },
]

const started = Date.now()
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const failed = []

const report = (name, since, problem) => {
  console.log(`${problem ? "failed" : "ok    "}  ${name} (${seconds(since)})`)
  if (!problem) return
  failed.push(name)
  console.log(`${problem.trim()}\n`)
}

const perform = ({ name, run }) =>
  new Promise((resolve) => {
    const since = Date.now()
    const child = spawn(process.execPath, [ROOM_FOR_THE_YOUNG, ...run], {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    })
    let said = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk))
    child.once("error", (error) => (said += error.message))
    child.once("close", (code) => {
      report(name, since, code === 0 ? "" : said || `exit code ${code}`)
      resolve()
    })
  })

const waiting = [...steps]
const lane = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) await perform(step)
}
report("house rules", started, houseProblems(root).join("\n"))
await Promise.all([lane(), lane()])

console.log(
  failed.length
    ? `\ncheck failed: ${failed.join(", ")} (${seconds(started)})`
    : `\ncheck passed (${seconds(started)})`,
)
process.exitCode = failed.length ? 1 : 0
