import { createMarketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { engineChores } from "../../src/modules/marketing/engine/chores"
import { startWorker, type Worker } from "../../src/modules/marketing/engine/worker"
import { optionsSchema } from "../../src/modules/marketing/options"
import { WAKE } from "../../src/modules/marketing/wakeups"
import { freshDatabase, standingClock } from "../support/world"
import { compare } from "./compare"
import { migrate, patiently, pause, startOwnServer } from "./own-server"
import { CHANNEL, createProvider, mortalChannel } from "./provider"
import { isThrough, nextMoment, type Story, settlePeople, tellStory } from "./story"

const RESTARTS = 3
const PEOPLE = 80
const COUPONS = 20

describe("a database that is restarted in the middle (F11)", () => {
  let server: Awaited<ReturnType<typeof startOwnServer>>
  /** The provider remembers in another database; its fate is not ours. */
  let outside: Database
  let drop: () => Promise<void>

  beforeAll(async () => {
    server = await startOwnServer()
    const fresh = await freshDatabase()
    drop = fresh.drop
    outside = connectDatabase(fresh.url, { size: 10 })
    await createProvider(outside)
  })
  afterAll(async () => {
    await server.end()
    await outside.close()
    await drop()
  })

  it("costs time and nothing else: the workers go on by themselves, nobody is lost, nothing happens twice", async () => {
    const clock = standingClock("2026-03-02T09:00:00Z")
    const eye = connectDatabase(server.url, { size: 2 })
    await patiently(() => migrate(eye))
    await settlePeople(eye, PEOPLE)
    const story: Story = await tellStory(eye, { coupons: COUPONS, due_at: await clock.now() })
    const log: string[] = []
    const hands = [1, 2].map(() => startHand(server.url, clock, outside, log))

    let restarts = 0
    const passed = () => eye.one<{ n: number }>("select count(*) as n from marketing_step_log")
    const all = PEOPLE * 4
    for (let through = false; !through; ) {
      const { n } = (await patiently(passed))!
      if (restarts < RESTARTS && n >= (restarts * all) / RESTARTS) {
        restarts++
        await server.restartAtOnce()
      }
      const at = (await clock.now()).getTime()
      // A second less, because the next moment is at least that much later.
      clock.set(await patiently(() => nextMoment(eye, story, new Date(at - 1000))))
      await patiently(() => eye.notify(WAKE))
      await pause(100)
      through = await patiently(() => isThrough(eye, story))
    }
    for (const hand of hands) await (await hand.worker).stop()
    for (const hand of hands) await hand.database.close()

    const { lost, doubled, stuck } = await compare(eye, outside, story)
    await eye.close()
    expect({ lost, doubled, stuck, restarts }).toEqual({
      lost: [],
      doubled: [],
      stuck: [],
      restarts: RESTARTS,
    })
    expect(log.some((line) => /failed, \d in a row/.test(line))).toBe(true)
  }, 180_000)
})

/** A worker process in miniature, as a store starts it. */
function startHand(
  url: string,
  clock: ReturnType<typeof standingClock>,
  outside: Database,
  log: string[],
): { worker: Promise<Worker>; database: Database } {
  const database = connectDatabase(url)
  const note = (line: string) => log.push(line)
  const marketing = createMarketing({
    database,
    clock,
    options: optionsSchema.parse({ secret: "test-secret" }),
    extensions: [mortalChannel(outside)],
    ports: {
      log: note,
      notify: () => Promise.reject(new Error("not used")),
      createCustomers: () => Promise.reject(new Error("not used")),
      fillCustomer: () => Promise.reject(new Error("not used")),
      createGroup: () => Promise.reject(new Error("not used")),
      changeGroup: () => Promise.reject(new Error("not used")),
    },
  })
  const small = { ...marketing, advance: () => marketing.advance({ limit: 15 }) }
  const send = {
    name: "send",
    every_ms: 2_000,
    run: () => marketing.performSends({ channel: CHANNEL, limit: 10 }),
  }
  return {
    database,
    worker: startWorker({ chores: [...engineChores(small), send], wakeups: marketing.wakeups, log: note }),
  }
}
