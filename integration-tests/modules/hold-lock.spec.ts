import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { holdLock } from "../../src/modules/marketing/hold-lock"
import { isPassing } from "../../src/modules/marketing/passing"
import { freshDatabase } from "../support/world"

const LOCK = [7_000_001, 1]
/** Short enough to wait for. */
const IDLE_MS = 300

describe("work that one process does at a time (F4)", () => {
  let url: string
  let drop: () => Promise<void>
  const open: Database[] = []
  const connect = (idle_ms?: number) => {
    const database = connectDatabase(url, { idle_ms })
    open.push(database)
    return database
  }
  beforeEach(async () => {
    ;({ url, drop } = await freshDatabase())
  })
  afterEach(async () => {
    vi.useRealTimers()
    for (const database of open.splice(0)) await database.close()
    await drop()
  })
  /** Work that goes on until it is told to end. */
  const lasting = () => {
    let end: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    return { end: () => end(), begun, begin: () => begin(), over }
  }

  it("is another's when the first one is through or fails, and not before", async () => {
    const [one, other] = [connect(), connect()]
    const day = lasting()
    const first = holdLock(one, LOCK, async () => {
      day.begin()
      await day.over
      return "done"
    })
    await day.begun
    expect(await holdLock(other, LOCK, async () => "mine")).toBeNull()
    expect(await holdLock(other, [7_000_001, 2], async () => "another lock")).toEqual({
      value: "another lock",
    })
    day.end()
    expect(await first).toEqual({ value: "done" })
    await expect(holdLock(one, LOCK, () => Promise.reject(new Error("It broke.")))).rejects.toThrow(
      "It broke.",
    )
    expect(await holdLock(other, LOCK, async () => "mine")).toEqual({ value: "mine" })
  })

  it("is taken from whoever stands still, and she is told before she does anything more", async () => {
    const [slow, quick] = [connect(IDLE_MS), connect()]
    const night = lasting()
    // In a process that stands still no timer runs.
    vi.useFakeTimers({ toFake: ["setInterval"] })
    const put: string[] = []
    const standing = holdLock(slow, LOCK, async (stillHeld) => {
      await stillHeld()
      night.begin()
      await night.over
      await stillHeld()
      put.push("by the one who stood still")
    }).catch((error: Error) => error)
    await night.begun
    let taken: Awaited<ReturnType<typeof holdLock>> = null
    while (!taken) taken = await holdLock(quick, LOCK, async () => put.push("by the other"))
    night.end()
    const told = await standing
    expect(told).toBeInstanceOf(Error)
    // It is tried again later, as after any other loss of a connection.
    expect(isPassing(told)).toBe(true)
    expect(put).toEqual(["by the other"])
  })

  it("stays with who is busy outside: she says again and again that she is there", async () => {
    const [busy, eye] = [connect(60_000), connect()]
    const work = lasting()
    vi.useFakeTimers({ toFake: ["setInterval"] })
    const working = holdLock(busy, LOCK, async () => {
      work.begin()
      await work.over
    })
    await work.begun
    const heard = async () =>
      (await eye.one<{ at: Date; says: string }>(
        `select query_start as at, query as says from pg_stat_activity
          where pid = (select pid from pg_locks where locktype = 'advisory' and classid = $1 and objid = $2 and granted)`,
        LOCK,
      ))!
    for (let beat = 0; beat < 3; beat++) {
      const before = await heard()
      vi.advanceTimersByTime(20_000)
      while ((await heard()).at.getTime() === before.at.getTime()) await new Promise(setImmediate)
      expect((await heard()).says).toBe("select 1")
    }
    work.end()
    expect(await working).toEqual({ value: undefined })
    expect(
      await eye.one(
        "select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database() where locktype = 'advisory'",
      ),
    ).toEqual({
      n: 0,
    })
  })
})
