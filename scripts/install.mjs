// Installs what package-lock.json names, when it is missing. No dependencies: the two commands run this first.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { StartError } from "./start-error.mjs"

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..")

/** Answers false when everything was there. */
export function installWhenMissing(say) {
  refuseOldNode()
  // npm writes this file when it is through, so a broken-off installation is begun again.
  if (existsSync(path.join(root, "node_modules", ".package-lock.json"))) return false
  const since = Date.now()
  say("Installing the packages (npm ci), a minute or two...")
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const ran = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (ran.status !== 0) throw new StartError("The packages could not be installed; npm says why above.")
  say(`Installed in ${((Date.now() - since) / 1000).toFixed(0)} s.`)
  return true
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (!fits)
    throw new StartError(`Node ${process.versions.node} is too old: 20.19 or 22.12 and newer are needed.`)
}
