import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import en from "./json/en.json"
import zhCN from "./json/zhCN.json"

type Texts = { [key: string]: string | Texts }

const flat = (texts: Texts, at = ""): Record<string, string> =>
  Object.entries(texts).reduce<Record<string, string>>((all, [key, text]) => {
    const path = at ? `${at}.${key}` : key
    return typeof text === "string"
      ? Object.assign(all, { [path]: text })
      : Object.assign(all, flat(text, path))
  }, {})

// English has a singular, Chinese has not. Medusa's code "zhCN" is no language tag that plural rules know, so i18next
// asks for the key without any ending there: "x_one" and "x_other" in English are "x" in Chinese.
const plain = (key: string) => key.replace(/_(one|other)$/, "")
const english = flat(en as Texts)
const chinese = flat(zhCN as Texts)
const keysOf = (texts: Record<string, string>) => new Set(Object.keys(texts).map(plain))
const placeholders = (text: string) => new Set(text.match(/\{\{[^}]+\}\}/g) ?? [])

const source = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return source(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [readFileSync(path, "utf8")] : []
  })
const code = source(join(__dirname, "..")).join("\n")

describe("the texts of the admin", () => {
  it("have no plural endings in Chinese, where they would never be found", () => {
    expect(Object.keys(chinese).filter((key) => plain(key) !== key)).toEqual([])
  })

  it("are the same in English and Chinese", () => {
    expect([...keysOf(chinese)].sort()).toEqual([...keysOf(english)].sort())
  })

  it("name the same values in both languages", () => {
    for (const [key, text] of Object.entries(english)) {
      const other = chinese[plain(key)]
      if (key.endsWith("_one") || other === undefined) continue
      expect({ key, values: placeholders(other) }).toEqual({ key, values: placeholders(text) })
    }
  })

  it("are there for every text the code asks for", () => {
    const asked = [...code.matchAll(/\bt\(\s*"([a-zA-Z0-9_.]+)"/g)].map((match) => match[1]!)
    const known = keysOf(english)
    expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([])
  })

  it("have the whole family wherever the code makes the last part of a key itself", () => {
    const families = [...code.matchAll(/\bt\(\s*`([a-zA-Z0-9_.]+)\.\$\{/g)].map((match) => match[1]!)
    const all = Object.keys(english)
    expect(
      [...new Set(families)].filter((family) => !all.some((key) => key.startsWith(`${family}.`))),
    ).toEqual([])
  })
})
