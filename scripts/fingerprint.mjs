import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "./install.mjs"

/** What these files and folders of the repository say, as a short text: another one means the work has to be done again. */
export function fingerprint(names) {
  const sum = createHash("sha1")
  const add = (name) => {
    const at = path.join(root, name)
    let entries
    try {
      entries = readdirSync(at).sort()
    } catch (error) {
      if (error.code !== "ENOTDIR") throw error
      sum.update(name).update(readFileSync(at))
      return
    }
    for (const entry of entries) add(`${name}/${entry}`)
  }
  for (const name of names) add(name)
  return sum.digest("hex")
}
