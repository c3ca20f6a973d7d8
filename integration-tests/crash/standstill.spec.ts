import { createMarketing, type Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { optionsSchema } from "../../src/modules/marketing/options"
import { addPlan, draw, settle } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import { addPeople, freshDatabase } from "../support/world"

const PEOPLE = 12
/** Short enough to wait for; only whoever is to stand still is held to it. */
const IDLE_MS = 300
const NINE = new Date("2026-03-02T09:00:00Z")
const LATER = new Date("2026-03-02T09:02:00Z")

describe("a process that stands still while others go on (F4)", () => {
  let url: string
  let drop: () => Promise<void>
  let now: Date
  let stands: string | null
  let wake: (() => void) | undefined
  let hands: { database: Database; marketing: Marketing }[]
  beforeEach(async () => {
    ;({ url, drop } = await freshDatabase())
    now = NINE
    stands = null
    wake = undefined
    hands = [hire(() => stands, IDLE_MS), hire(() => null)]
    await addPeople(
      hands[1]!.database,
      Array.from({ length: PEOPLE }, () => ({})),
    )
    await addPlan(hands[1]!.database, {
      canvas: draw({ who: ["conditions", { rule: { all: [] } }], give: ["benefit:points", { amount: 10 }] }, [
        "who out give",
      ]),
      due_at: NINE,
    })
  })
  afterEach(async () => {
    for (const { database } of hands) await database.close()
    await drop()
  })

  const hire = (standsAt: () => string | null, idle_ms?: number) => {
    const database = connectDatabase(url, { idle_ms })
    const marketing = createMarketing({
      database,
      clock: { now: async () => now },
      options: optionsSchema.parse({ secret: "test-secret" }),
      ports: quietPorts(),
      failPoint: (point) =>
        point === standsAt()
          ? new Promise<void>((resolve) => {
              wake = resolve
            })
          : undefined,
    })
    return { database, marketing }
  }
  /** Until others may go on: the database lets go of who stands still. */
  const others = async (isDone: () => Promise<boolean>) => {
    const { marketing } = hands[1]!
    while (!(await isDone())) await settle(marketing)
  }
  const given = async () =>
    (await hands[1]!.database.one<{ people: number; points: number }>(
      `select (select count(*)::int from marketing_enrollment where state = 'through') as people,
              (select coalesce(sum(balance), 0)::int from marketing_account where role = 'customer') as points`,
    ))!
  const everythingOnce = { people: PEOPLE, points: PEOPLE * 10 }

  it("in the middle of a transaction: its people are taken over, and what it did is rolled back", async () => {
    const [slow, quick] = hands
    await quick!.marketing.startDueRuns()
    await quick!.marketing.enrollRuns()
    stands = "engine.beforeCommit"
    const standing = slow!.marketing.advance().catch((error: Error) => error)
    await atItsPlace(() => wake !== undefined)
    now = LATER
    await others(async () => (await given()).people === PEOPLE)
    wake?.()
    expect(await standing).toBeInstanceOf(Error)
    stands = null
    await settle(quick!.marketing)
    expect(await given()).toEqual(everythingOnce)
  })

  it("between two pages of the people whom it takes in: others take in the rest", async () => {
    const [slow, quick] = hands
    await quick!.marketing.startDueRuns()
    stands = "enroll.afterCommit"
    const standing = slow!.marketing.enrollRuns({ page_size: 5 }).catch((error: Error) => error)
    await atItsPlace(() => wake !== undefined)
    await others(async () => (await given()).people === PEOPLE)
    wake?.()
    await standing
    stands = null
    await settle(quick!.marketing)
    expect(await given()).toEqual(everythingOnce)
  })

  const atItsPlace = async (isThere: () => boolean) => {
    while (!isThere()) await new Promise((resolve) => setImmediate(resolve))
  }
})
