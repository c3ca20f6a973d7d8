// What no other tool checks: names of files, their length, and clocks or chance where they must be handed in.
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

const rooms = [
  "src",
  "admin",
  "migrations",
  "integration-tests",
  "scripts",
  "bench",
  "examples",
  "storefront",
]
/** A name that says nothing collects everything. */
const emptyNames = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "lib",
  "libs",
  "types",
  "misc",
  "shared",
])
const MAX_LINES = 300
const MAX_TEST_LINES = 500
const isTest = (file) => /\.(test|spec)\.tsx?$/.test(file) || file.startsWith("integration-tests/")

const timeless = /^src\/(core|extension|kinds|fields)\//
const handedIn = [
  [/\bnew Date\(\s*\)/, "new Date()"],
  [/\bDate\.now\(/, "Date.now()"],
  [/\bMath\.random\(/, "Math.random()"],
  [/\bprocess\.env\b/, "process.env"],
]

/** One sentence a problem; an empty list when the house is in order. */
export function houseProblems(root) {
  return rooms.flatMap((room) => sources(root, room)).flatMap((file) => problemsOf(root, file))
}

function problemsOf(root, file) {
  const problems = []
  for (const part of file.split("/")) {
    const name = part.replace(/\.(d\.)?(tsx?|mjs|cjs|js)$/, "")
    if (emptyNames.has(name)) problems.push(`${file}: "${name}" says nothing; name it after what it does.`)
  }
  const text = readFileSync(path.join(root, file), "utf8")
  const lines = text.split("\n").length - 1
  const limit = isTest(file) ? MAX_TEST_LINES : MAX_LINES
  if (lines > limit) problems.push(`${file}: ${lines} lines, at most ${limit}; it holds more than one idea.`)
  if (timeless.test(file) && !isTest(file)) {
    for (const [pattern, what] of handedIn)
      if (pattern.test(withoutComments(text)))
        problems.push(`${file}: ${what}; clock, chance and identity are handed in.`)
  }
  return problems
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "")

function sources(root, folder) {
  let entries
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch (error) {
    if (error.code === "ENOENT") return []
    throw error
  }
  return entries.flatMap((entry) => {
    const at = `${folder}/${entry.name}`
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : sources(root, at)
    return entry.isFile() && /\.(tsx?|mjs|cjs|js)$/.test(entry.name) ? [at] : []
  })
}
