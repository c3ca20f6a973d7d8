import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import en from "../i18n/json/en.json"

const source = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return source(path)
    return /\.ts$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [readFileSync(path, "utf8")] : []
  })

describe("what the server refuses", () => {
  it("has a sentence for merchants, code by code", () => {
    const code = source(join(__dirname, "..", "..", "src")).join("\n")
    const tables = [...code.matchAll(/^\s+"([a-z-]+\/[a-z-]+)": \{/gm)]
    const conflicts = [...code.matchAll(/new Conflict\(\s*"([a-z-]+\/[a-z-]+)"/g)]
    const codes = new Set([...tables, ...conflicts].map((found) => found[1]!))
    const told = Object.keys(en.problems)
    expect([...codes].filter((one) => !told.includes(one.replace(/[/-]/g, "_"))).sort()).toEqual([])
  })
})
