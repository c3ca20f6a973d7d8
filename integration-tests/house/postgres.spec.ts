import { spawnSync } from "node:child_process"
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { Client } from "pg"
// @ts-expect-error plain script without types
import { folderInstead, freePort, isFree, startPostgres } from "../../scripts/postgres.mjs"

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(path.join(os.tmpdir(), "house-pg-"))
  folders.push(made)
  // As root the server runs under another account, which must be able to enter.
  chmodSync(made, 0o755)
  return path.join(made, "data")
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true })
})

async function ask(url: string, text: string) {
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return (await client.query(text)).rows
    } catch (error) {
      // 57P03: the server is starting up.
      if ((error as { code?: string }).code !== "57P03") throw error
    } finally {
      await client.end()
    }
  }
}

describe("the embedded PostgreSQL (O1)", () => {
  it("keeps what was written over a stop and a start, and leaves its port free", async () => {
    const dataDir = folder()
    const port = await freePort()
    const first = await startPostgres({ dataDir, port })
    await ask(first.url("postgres"), "create table kept as select 42 as answer")
    await first.stop()
    expect(await isFree(port)).toBe(true)
    const second = await startPostgres({ dataDir, port })
    expect(await ask(second.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }])
    await second.stop()
  })

  it("takes over a server that a killed command left running on the folder", async () => {
    const dataDir = folder()
    const left = await startPostgres({ dataDir, port: await freePort() })
    await ask(left.url("postgres"), "select 1")
    const taken = await startPostgres({ dataDir, port: await freePort() })
    expect(taken.pid).toBe(left.pid)
    await taken.stop()
    await left.gone
  })

  it("tells when it died, and then stopping it is no trouble", async () => {
    const dataDir = folder()
    const mine = await startPostgres({ dataDir, port: await freePort() })
    const taken = await startPostgres({ dataDir, port: await freePort() })
    process.kill(mine.pid, "SIGKILL")
    expect(await mine.gone).toBe("SIGKILL")
    await taken.gone
    await Promise.all([mine.stop(), taken.stop()])
  })

  it("has another folder for every clone whose folder its account may not enter", () => {
    const rest = "/somebody/medusa-marketing-canvas/.medusa/pg"
    expect(folderInstead(`/home${rest}`)).toMatch(/medusa-marketing-data-\w+$/)
    expect(folderInstead(`/home${rest}`)).not.toBe(folderInstead(`/work${rest}`))
    expect(folderInstead(`/home${rest}`)).toBe(folderInstead(`/home${rest}`))
  })

  it("says in a sentence that a folder holds something else, and leaves it alone", async () => {
    const dataDir = folder()
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, "precious.txt"), "years of orders")
    await expect(startPostgres({ dataDir, port: await freePort() })).rejects.toThrow(
      `The folder ${dataDir} is not empty, and it is no PostgreSQL data folder`,
    )
    expect(readdirSync(dataDir)).toEqual(["precious.txt"])
  })

  it("says in a sentence that a folder is broken, and deletes nothing in it", async () => {
    const dataDir = folder()
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, "PG_VERSION"), "9.6\n")
    writeFileSync(path.join(dataDir, "precious.txt"), "years of orders")
    await expect(startPostgres({ dataDir, port: await freePort() })).rejects.toThrow(
      /PostgreSQL did not start on .*To begin anew, move that folder away/s,
    )
    expect(readdirSync(dataDir).sort()).toEqual(["PG_VERSION", "precious.txt"])
    expect(readFileSync(path.join(dataDir, "precious.txt"), "utf8")).toBe("years of orders")
  })

  it("is through when the server is: nobody waits for the port of a broken folder", async () => {
    const dataDir = folder()
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, "PG_VERSION"), "9.6\n")
    const program = `
      import { startPostgres } from "./scripts/postgres.mjs"
      await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: ${await freePort()} }).catch(() => {
        const waiting = process.getActiveResourcesInfo().filter((what) => /^T(imeout|CP)/.test(what))
        console.log(JSON.stringify({ waiting }))
      })`
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      cwd: path.resolve(__dirname, "../.."),
      encoding: "utf8",
    })
    expect(ran.stdout.trim()).toBe('{"waiting":[]}')
  })

  it("is not taken for the other server that answers at its port", async () => {
    const port = await freePort()
    const other = await startPostgres({ dataDir: folder(), port })
    await expect(startPostgres({ dataDir: folder(), port })).rejects.toThrow(/another program took its port/)
    await other.stop()
  })

  it("goes elsewhere when somebody takes its port in the moment of its start, where that is wanted", async () => {
    const port = await freePort()
    const other = await startPostgres({ dataDir: folder(), port })
    const mine = await startPostgres({ dataDir: folder(), port, elsewhere: true })
    expect(mine.pid).not.toBe(other.pid)
    expect(mine.url("postgres")).not.toBe(other.url("postgres"))
    expect(await ask(mine.url("postgres"), "select 42 as answer")).toEqual([{ answer: 42 }])
    await Promise.all([mine.stop(), other.stop()])
  })

  it("says in a sentence that the disk is full, and starts again when it no longer is", async () => {
    const dataDir = folder()
    const port = await freePort()
    const first = await startPostgres({ dataDir, port })
    await ask(first.url("postgres"), "create table kept as select 42 as answer")
    await first.stop()
    // The one file that every start writes anew, on the device that is always full.
    const options = path.join(dataDir, "postmaster.opts")
    rmSync(options)
    symlinkSync("/dev/full", options)
    await expect(startPostgres({ dataDir, port })).rejects.toThrow(
      `PostgreSQL did not start on ${dataDir}: the disk is full. Free some space and start again.`,
    )
    rmSync(options)
    const again = await startPostgres({ dataDir, port })
    expect(await ask(again.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }])
    await again.stop()
  })
})
