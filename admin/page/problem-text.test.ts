import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import en from "../i18n/json/en.json"
import zhCN from "../i18n/json/zhCN.json"

const source = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return source(path)
    return /\.ts$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [readFileSync(path, "utf8")] : []
  })

const code = source(join(__dirname, "..", "..", "src")).join("\n")
/** Every code with the values that its own sentence names: who makes the problem cannot leave them out. */
const tables = [
  ...code.matchAll(/^\s+"([a-z-]+\/[a-z-]+)": \{\s*message:\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`)/gm),
].map(([, name, message]): [string, string[]] => [name!, namesIn(message!, /\{(\w+)\}/g)])
/** A conflict's message may be one line or a template; what is handed in after it is what a sentence can show. */
const conflicts = [
  ...code.matchAll(/new Conflict\(\s*"([a-z-]+\/[a-z-]+)",\s*(?:"[^"]*"|`[^`]*`)(?:,\s*\{([^}]*)\})?/g),
].map(([, name, given]): [string, string[]] => [name!, namesIn(given ?? "", /(\w+)(?:\s*:[^,]*)?/g)])
const told = [...tables, ...conflicts]
const languages: Record<string, Record<string, string>> = { en: en.problems, zhCN: zhCN.problems }
const textOf = (language: string, one: string) => languages[language]![one.replace(/[/-]/g, "_")]

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((found) => found[1]!)
}

describe("what the server refuses", () => {
  it("finds the tables of codes", () => {
    expect(tables.length).toBeGreaterThan(120)
    expect(Object.fromEntries(tables)["points/not-enough"]).toEqual(["asked", "available"])
    expect(Object.fromEntries(conflicts)).toMatchObject({ "segment/in-use": ["users"], "sync/on": [] })
  })

  it.each(["en", "zhCN"])("has a sentence for merchants, code by code (%s)", (language) => {
    expect(told.map(([one]) => one).filter((one) => !textOf(language, one))).toEqual([])
  })

  it.each(["en", "zhCN"])("gives the sentence every name and number that it shows (%s)", (language) => {
    const wanting = told.flatMap(([one, given]) =>
      namesIn(textOf(language, one) ?? "", /\{\{(\w+)\}\}/g)
        .filter((name) => !given.includes(name))
        .map((name) => `${one}: ${name}`),
    )
    expect(wanting).toEqual([])
  })

  it("is said in Chinese to those who read Chinese", () => {
    const said = told.flatMap(([one]) => textOf("zhCN", one) ?? [])
    expect(said.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([])
    // Single words stay: CSV, Liquid, names of columns. A sentence has two in a row.
    expect(said.filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text))).toEqual([])
  })
})
