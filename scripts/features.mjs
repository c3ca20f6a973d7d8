// npm run features: for each row of docs/FEATURES.md the tests whose names cite its id. Fails when a row marked done has none.
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..")
const rooms = ["src", "admin", "integration-tests", "scripts", "storefront", "examples", "bench"]

const rows = [
  ...readFileSync(path.join(root, "docs", "FEATURES.md"), "utf8").matchAll(
    /^\| ([APCBMRXO]\d+) \| (.+?) \| (none|part|done) \|/gm,
  ),
].map(([, id, name, state]) => ({ id, name, state, tests: [] }))

const titled = /\b(?:describe|it|test)(?:\.\w+)*(?:\([^()]*\)|`[^`]*`)?\(\s*(["'`])((?:(?!\1).)*)\1/gs
for (const file of rooms.flatMap(testFiles)) {
  const titles = [...readFileSync(path.join(root, file), "utf8").matchAll(titled)].map(([, , title]) => title)
  for (const row of rows) {
    const cites = new RegExp(`\\b${row.id}\\b`)
    row.tests.push(...titles.filter((title) => cites.test(title)).map((title) => `${file}: ${title}`))
  }
}

for (const { id, name, state, tests } of rows) {
  console.log(`${id.padEnd(4)} ${state.padEnd(5)} ${name}`)
  for (const test of tests) console.log(`           ${test}`)
}
const count = (state) => rows.filter((row) => row.state === state).length
console.log(
  `\n${rows.length} features: ${count("done")} done, ${count("part")} in part, ${count("none")} not begun`,
)

const unproven = rows.filter((row) => row.state === "done" && row.tests.length === 0)
if (rows.length === 0) console.error("docs/FEATURES.md holds no rows.")
for (const { id, name } of unproven) console.error(`${id} (${name}) is marked done, but no test cites it.`)
process.exitCode = unproven.length > 0 || rows.length === 0 ? 1 : 0

function testFiles(folder) {
  let entries
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch (error) {
    if (error.code === "ENOENT") return []
    throw error
  }
  return entries.flatMap((entry) => {
    const at = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFiles(at)
    return entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name) ? [at] : []
  })
}
