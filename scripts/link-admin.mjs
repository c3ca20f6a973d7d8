// Medusa's bundler looks for the admin sources in src/admin only. The link is committed; where git could not
// make it (Windows without developer mode), this re-creates it as a junction.
import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const link = join(root, "src", "admin")

if (existsSync(join(root, "admin")) && !existsSync(join(link, "routes"))) {
  try {
    lstatSync(link)
    rmSync(link, { force: true })
  } catch (error) {
    if (error.code !== "ENOENT") throw error
  }
  symlinkSync(process.platform === "win32" ? join(root, "admin") : "../admin", link, "junction")
}
