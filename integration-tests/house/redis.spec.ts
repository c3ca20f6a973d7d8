import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"

const NONE_HERE = "The tests of the bull driver need a real Redis, and there is none here: install it"

/** Where the programs of a machine are, and where Redis would be unpacked. */
const machine = mkdtempSync(path.join(os.tmpdir(), "house-redis-"))
const programs = path.join(machine, "bin")
const unpackedAt = path.join(machine, "data", "redis")
beforeAll(() => mkdirSync(programs))
afterAll(() => rmSync(machine, { recursive: true }))

/** What is said on a machine that has those programs and no others; `asked` is what findRedis is given. */
function find(env: Record<string, string> = {}, asked = "say: console.log") {
  const program = `
    import { findRedis } from "./scripts/redis.mjs"
    import { runCommand } from "./scripts/start-error.mjs"
    await runCommand(() => console.log(findRedis({ ${asked}, folder: ${JSON.stringify(unpackedAt)} }).program))`
  const ran = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: path.resolve(__dirname, "../.."),
    env: { PATH: programs, ...env },
    encoding: "utf8",
  })
  return { status: ran.status, said: `${ran.stdout}${ran.stderr}`.trim() }
}

/** A program that does as the lines say; only what the shell itself can do. */
const install = (name: string, lines: string) =>
  writeFileSync(path.join(programs, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })

describe("the Redis of the tests (O1)", () => {
  it("is asked for in one sentence where there is none and none can be had, before anything is run", () => {
    expect(find()).toEqual({ status: 1, said: expect.stringContaining(NONE_HERE) })
  })

  it("is asked for, too, where the packages of the system cannot be reached, and nothing half is left", () => {
    install("apt-get", `[ "$1" = --version ] && exit 0; echo "Temporary failure resolving" >&2; exit 100`)
    expect(find()).toEqual({ status: 1, said: expect.stringContaining(NONE_HERE) })
    expect(readdirSync(path.dirname(unpackedAt))).toEqual([])
  })

  it("is not got by a test on its own: only where somebody is told", () => {
    const wasRun = path.join(machine, "apt-get was run")
    install("apt-get", `echo "$@" >> "${wasRun}"; exit 100`)
    expect(find({}, "say: undefined")).toEqual({ status: 1, said: expect.stringContaining(NONE_HERE) })
    expect(existsSync(wasRun)).toBe(false)
    expect(find().status).toBe(1)
    expect(existsSync(wasRun)).toBe(true)
  })

  it("is not waited for without an end where the packages do not come", () => {
    install("apt-get", `[ "$1" = --version ] && exit 0; while :; do :; done`)
    const found = find({}, "say: console.log, patience: 2_000")
    expect(found).toEqual({
      status: 1,
      said: expect.stringMatching(/^Getting Redis from .+\s+The tests .+ there is none here/),
    })
  })

  it("is the system's where it has one, under whichever of its names, or the one that is named", () => {
    install("valkey-server", "exit 0")
    expect(find()).toEqual({ status: 0, said: path.join(programs, "valkey-server") })
    install("redis-server", "exit 0")
    expect(find()).toEqual({ status: 0, said: path.join(programs, "redis-server") })
    const named = path.join(programs, "valkey-server")
    expect(find({ REDIS_SERVER_PATH: named })).toEqual({ status: 0, said: named })
  })
})
