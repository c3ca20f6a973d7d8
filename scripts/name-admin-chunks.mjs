// After `medusa plugin:build`: gives the admin's lazy chunks the file endings that Medusa's bundler leaves out. Without
// one, the Tailwind of the store that installs us (content: **/*.{js,ts,jsx,tsx}) never sees their classes.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"

const admin = process.argv[2] ?? path.join(import.meta.dirname, "..", ".medusa", "server", "src", "admin")
const chunks = path.join(admin, "_chunks")
const bare = existsSync(chunks) ? readdirSync(chunks).filter((name) => !/\.(js|mjs)$/.test(name)) : []
const endingOf = (name) =>
  /^\s*(import|export)\b/m.test(readFileSync(path.join(chunks, name), "utf8")) ? ".mjs" : ".js"
const named = new Map(bare.map((name) => [name, name + endingOf(name)]))

for (const [from, to] of named) renameSync(path.join(chunks, from), path.join(chunks, to))
for (const file of [
  "index.js",
  "index.mjs",
  ...[...named.values()].map((name) => path.join("_chunks", name)),
]) {
  const at = path.join(admin, file)
  const text = readFileSync(at, "utf8")
  const next = [...named].reduce((all, [from, to]) => all.replaceAll(`/${from}"`, `/${to}"`), text)
  if (next !== text) writeFileSync(at, next)
}
console.log(`Named ${named.size} chunks of the admin.`)
