import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"

const root = path.resolve(__dirname, "../..")
const config = createRequire(import.meta.url)(path.join(root, ".dependency-cruiser.cjs")) as {
  forbidden: { name: string }[]
}

/** One wrong import per rule: the file it is planted in, and what it says. Targets are planted too. */
const wrong: Record<string, [file: string, text: string]> = {
  "no-cycles": ["src/modules/marketing/planted/circle-a.ts", `import "./circle-b"`],
  "core-is-pure": ["src/core/planted.ts", `import "../extension/labels"`],
  "extension-sees-core": ["src/extension/planted.ts", `import "../kinds"`],
  "kind-sees-itself": ["src/kinds/planted-one/run.ts", `import "../planted-two/run"`],
  "built-in-sees-its-room": ["src/segment-templates/planted.ts", `import "../fields"`],
  "built-in-without-medusa": ["src/benefits/planted.ts", `import "@medusajs/framework/utils"`],
  "areas-meet-through-verbs": ["src/modules/marketing/planted/meet.ts", `import "../planted-other/verb"`],
  "store-is-private": [
    "src/modules/marketing/planted/peek.ts",
    `import type { Row } from "../planted-other/store/rows"; export type Mine = Row`,
  ],
  "store-has-one-door": ["src/api/planted-peek.ts", `import "../modules/marketing/planted-other/store/rows"`],
  "store-is-a-leaf": ["src/modules/marketing/planted/store/climbs.ts", `import "../meet"`],
  "only-modules-speak-sql": ["src/ingest/planted.ts", `import "pg"`],
  "doors-stand-alone": ["src/subscribers/planted.ts", `import "../jobs/planted"`],
  "doors-share-only-the-frame": ["src/jobs/planted-more.ts", `import "../api/planted-peek"`],
  "doors-are-handed-verbs": [
    "src/workflows/planted.ts",
    `import { verb } from "../modules/marketing/planted-other/verb"; export default verb`,
  ],
  "module-knows-no-door": ["src/modules/marketing/planted/calls-back.ts", `import "../../../api/door"`],
  "server-without-admin": ["src/ingest/planted-admin.ts", `import "../../admin/planted-page"`],
  "admin-sees-contracts": ["admin/planted-module.ts", `import "../src/modules/marketing/clock"`],
  "admin-takes-api-types": ["admin/planted-api.ts", `import "../src/api/planted-peek"`],
  "nobody-imports-tests": ["src/ingest/planted-test.ts", `import "./planted-helper.spec"`],
  "no-lost-imports": ["src/core/planted-lost.ts", `import "./nowhere"`],
}

const targets: Record<string, string> = {
  "src/modules/marketing/planted/circle-b.ts": `import "./circle-a"`,
  "src/modules/marketing/planted-other/verb.ts": "export const verb = 1",
  "src/modules/marketing/planted-other/store/rows.ts": "export type Row = number",
  "src/kinds/planted-two/run.ts": "export {}",
  "src/jobs/planted.ts": "export {}",
  "admin/planted-page.ts": "export {}",
  "src/ingest/planted-helper.spec.ts": "export {}",
}

/** A copy of the sources with all wrong imports in it, looked at once. Answers "rule file" of every refusal. */
function refusalsInPlantedCopy(): Set<string> {
  const copy = mkdtempSync(path.join(os.tmpdir(), "house-"))
  try {
    for (const name of [
      "src",
      "admin",
      "migrations",
      "tsconfig.json",
      ".dependency-cruiser.cjs",
      "package.json",
    ])
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true, verbatimSymlinks: true })
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"))
    for (const [file, text] of [...Object.entries(targets), ...Object.values(wrong)]) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
      writeFileSync(path.join(copy, file), `${text}\n`)
    }
    const cruiser = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs")
    const said = spawnSync(
      process.execPath,
      [cruiser, "--config", ".dependency-cruiser.cjs", "--output-type", "json", "src", "admin", "migrations"],
      { cwd: copy, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
    )
    const result = JSON.parse(said.stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] }
    }
    return new Set(result.summary.violations.map((v) => `${v.rule.name} ${v.from}`))
  } finally {
    rmSync(copy, { recursive: true })
  }
}

describe("the rules of the house", () => {
  let refusals: Set<string>
  beforeAll(() => {
    refusals = refusalsInPlantedCopy()
  })

  it("leaves no rule without a planted import", () => {
    expect(Object.keys(wrong).sort()).toEqual(config.forbidden.map((r) => r.name).sort())
  })

  it.each(Object.entries(wrong))("refuses %s", (rule, [file]) => {
    expect([...refusals].filter((r) => r.endsWith(` ${file}`))).toContain(`${rule} ${file}`)
  })
})
