import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./install.mjs"

/** Every named point in our code at which a test may kill it, as it stands in the source. */
export function declaredFailPoints() {
  const folder = path.join(root, "src")
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), "utf8").matchAll(/failPoint\("([\w.]+)"\)/g),
    ])
    .map(([, name]) => name)
  return [...new Set(found)].sort()
}
