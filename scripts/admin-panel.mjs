// The built admin panel that the demo and the browser tests serve: built again only when its sources changed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs"
import path from "node:path"
import { fingerprint } from "./fingerprint.mjs"
import { root } from "./install.mjs"
import { runNode } from "./processes.mjs"

/** Where Medusa builds it. It is moved away at once: the next build empties this folder. */
const workshop = path.join(root, ".medusa", "admin")
/** Each build in a folder named after its sources, so that a store that serves one is not disturbed by the next. */
const builds = path.join(root, ".medusa", "admin-panel")
const link = path.join(root, "public", "admin")
const medusa = path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
/** A checkout that changes often would fill the disk otherwise. */
const KEPT = 3

const sources = () => fingerprint(["admin", "src/core", "src/kinds", "package-lock.json"])

export const isAdminBuilt = () => existsSync(path.join(builds, sources()))

/** Builds it. Once at a time in one checkout. */
export async function buildAdminPanel(options) {
  const target = path.join(builds, sources())
  const env = { MEDUSA_DISABLE_TELEMETRY: "true", ...options.env, NODE_ENV: "production" }
  await runNode("Building the admin panel", [medusa, "build", "--admin-only"], { ...options, env })
  mkdirSync(builds, { recursive: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(workshop, target)
  serve(target)
  forgetOldBuilds()
}

/** Medusa serves the admin panel from public/admin: this points there. */
export function linkBuiltAdmin() {
  const built = path.join(builds, sources())
  // Sources that changed while it was built: what is served is one build behind.
  if (existsSync(built)) serve(built)
}

function serve(built) {
  mkdirSync(path.dirname(link), { recursive: true })
  const fresh = `${link}-${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  symlinkSync(
    process.platform === "win32" ? built : path.relative(path.dirname(link), built),
    fresh,
    "junction",
  )
  // Elsewhere a link is replaced in one step.
  if (process.platform === "win32") rmSync(link, { recursive: true, force: true })
  renameSync(fresh, link)
}

function forgetOldBuilds() {
  const age = (name) => statSync(path.join(builds, name)).mtimeMs
  const old = readdirSync(builds)
    .sort((a, b) => age(b) - age(a))
    .slice(KEPT)
  for (const name of old) rmSync(path.join(builds, name), { recursive: true })
}
