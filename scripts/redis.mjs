// The Redis of the tests: the system's when there is one, else that of Debian's or Ubuntu's packages, unpacked under
// .medusa: nothing is installed and nobody need be root. Not from npm: redis-memory-server compiles it, which a bare
// machine cannot, and the server in falkordblite's packages wants a newer glibc than Debian 12 has.
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs"
import path from "node:path"
import { root } from "./install.mjs"
import { StartError } from "./start-error.mjs"

const names = ["redis-server", "valkey-server"]

/** Longest that getting the packages may take, each command of it. */
const PATIENCE_MS = 180_000

/**
 * Answers { program, env } to start it with; throws a sentence when there is none and none can be had. Only with `say`
 * is it got from the packages of the system: nothing is loaded down without a word.
 */
export function findRedis({
  say,
  folder = path.join(root, ".medusa", "redis"),
  patience = PATIENCE_MS,
} = {}) {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
  const system = [process.env.REDIS_SERVER_PATH, ...onPath].find((file) => file && existsSync(file))
  if (system) return { program: system, env: process.env }
  if (say && !starts(unpacked(folder))) unpackPackages(folder, say, patience)
  const ours = unpacked(folder)
  if (starts(ours)) return ours
  throw new StartError(
    "The tests of the bull driver need a real Redis, and there is none here: install it (Debian and Ubuntu: apt-get install redis-server; macOS: brew install redis), or set REDIS_SERVER_PATH to its program.",
  )
}

const starts = ({ program, env }) =>
  spawnSync(program, ["--version"], { env, timeout: PATIENCE_MS }).status === 0

/** Where the program and its libraries are in a folder that packages were unpacked into. */
function unpacked(folder) {
  const libraries = ["lib", path.join("usr", "lib")]
    .map((name) => path.join(folder, name))
    .filter((lib) => existsSync(lib))
    .flatMap((lib) => readdirSync(lib).map((name) => path.join(lib, name)))
    .filter((lib) => lib.endsWith("-linux-gnu"))
  return {
    program: path.join(folder, "usr", "bin", "redis-server"),
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(":") },
  }
}

/** Leaves the folder as it is when this system has no such packages or they cannot be had. */
function unpackPackages(folder, say, patience) {
  const limits = { timeout: patience, killSignal: "SIGKILL" }
  const run = (name, args) => spawnSync(name, args, { encoding: "utf8", ...limits }).status === 0
  if (!run("apt-get", ["--version"])) return
  say("Getting Redis from the packages of the system (nothing is installed)...")
  mkdirSync(path.dirname(folder), { recursive: true })
  // Beside the folder, so that what is whole is put into its place at once.
  const work = mkdtempSync(`${folder}-`)
  const lists = path.join(work, "lists")
  const archives = path.join(work, "cache", "archives")
  for (const made of [lists, archives]) mkdirSync(path.join(made, "partial"), { recursive: true })
  // Lists and files of our own: those of the system belong to root and may be old or missing.
  const settings = [
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${path.dirname(archives)}`,
    "Debug::NoLocking=1",
    "APT::Sandbox::User=root",
  ].flatMap((setting) => ["-o", setting])
  const packages = ["--reinstall", "--no-install-recommends", "redis-server", "redis-tools"]
  const home = path.join(work, "unpacked")
  try {
    const got =
      run("apt-get", [...settings, "update", "-q"]) &&
      run("apt-get", [...settings, "install", "-q", "-y", "--download-only", ...packages])
    if (!got) return
    for (const name of readdirSync(archives).filter((file) => file.endsWith(".deb")))
      if (!run("dpkg-deb", ["-x", path.join(archives, name), home])) return
    rmSync(folder, { recursive: true, force: true })
    renameSync(home, folder)
  } catch (error) {
    // Somebody who was asked at the same moment has put theirs there.
    if (!["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
