// The built admin panel that the demo and the browser tests serve: built again only when its sources changed.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fingerprint } from "./fingerprint.mjs"
import { root } from "./install.mjs"
import { runNode } from "./processes.mjs"

const built = path.join(root, ".medusa", "admin")
const mark = path.join(built, "built-from")
const medusa = path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
const sources = () => fingerprint(["admin", "src/core", "src/kinds", "package-lock.json"])

export const isAdminBuilt = () => existsSync(mark) && readFileSync(mark, "utf8") === sources()

/** Builds it into .medusa/admin. */
export async function buildAdminPanel(options) {
  const from = sources()
  const env = { MEDUSA_DISABLE_TELEMETRY: "true", ...options.env, NODE_ENV: "production" }
  await runNode("Building the admin panel", [medusa, "build", "--admin-only"], { ...options, env })
  writeFileSync(mark, from)
}

/** Medusa serves the admin panel from public/admin and builds it into .medusa/admin. */
export function linkBuiltAdmin() {
  const link = path.join(root, "public", "admin")
  if (existsSync(link)) return
  mkdirSync(path.dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(process.platform === "win32" ? built : "../.medusa/admin", link, "junction")
}
