import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { type MarketingOptions, optionsSchema } from "../../src/modules/marketing/options"
import type { Ports } from "../../src/modules/marketing/ports"
import { createMarketingWith } from "../support/plans"
import { quietPorts } from "../support/quiet-ports"
import type { Fault } from "./faults"
import { type Holding, watchSends } from "./holding"
import type { Lines, Session } from "./lines"
import { CHANNEL, mortalChannel } from "./provider"
import { tellingClaims } from "./watch-fence"

/**
 * What happens to a life the `nth` time it comes past one of the points: it dies there, or it sleeps longer than its
 * lease and then goes on as if nothing had been.
 */
export type Fate = { points: string[]; nth: number; sleeps?: boolean }
/** Not fail points of the code: the connection is cut when COMMIT was sent and is not yet answered, or before it arrives. */
export const COMMIT_UNANSWERED = "a commit without an answer"
export const COMMIT_LOST = "a commit that never arrives"
/** The same to a worker that lives on, as by a fault of the network: it only sees that its connection is gone. */
export const CUT_AFTER_COMMIT = "a connection cut after a commit"
export const CUT_BEFORE_COMMIT = "a connection cut before a commit"

export type Life = {
  marketing: Marketing
  /** Resolves with the point of its death or of its falling asleep. */
  met: Promise<string>
  isOver: () => boolean
  /** Where its connection was cut since one last asked, while it lived on. */
  wasCut: () => string | null
  isAsleep: () => boolean
  /** At its death: what it left behind. */
  holding: Holding
  wake: () => void
  close: () => Promise<void>
}

/** One worker process in miniature. When it dies its connections are cut and whatever it was doing never goes on. */
export function begin(given: {
  url: string
  outside: Database
  lines: Lines
  now: () => Date
  fate: Fate | null
  /** Whether death cuts the real connections, too, and not only what runs over them. */
  torn?: boolean
  /** How this life ends; default: in-process. The child of a real process kills itself instead. */
  die?: (point: string, holding: Holding) => void
  fault?: Fault
  /** Instead of a fate: asked at each point that it comes past. */
  dooms?: (point: string) => boolean
  /** Somebody whom it meets at a point that it comes past, and waits for. */
  meets?: (point: string) => Promise<void> | undefined
  options?: Partial<MarketingOptions>
  ports?: Partial<Ports>
}): Life {
  const sessions = new Set<Session>()
  const holding: Holding = { sends: new Set(), claiming: false }
  const { fate, dooms } = given
  let left = fate?.nth ?? 0
  let over = false
  let asleep = false
  let cutAt: string | null = null
  let meet: (point: string) => void = () => undefined
  let wake: () => void = () => undefined
  const met = new Promise<string>((resolve) => {
    meet = resolve
  })
  const morning = new Promise<void>((resolve) => {
    wake = () => {
      asleep = false
      resolve()
    }
  })
  const isNow = (point: string): boolean => {
    if (over) return false
    return dooms ? dooms(point) : left > 0 && fate!.points.includes(point) && --left === 0
  }
  const die = (point: string) => {
    over = true
    given.die?.(point, holding)
    for (const session of sessions) session.cut(given.torn ?? false)
    meet(point)
  }
  const cut = (session: Session, point: string) => {
    cutAt = point
    setImmediate(() => session.cut(false))
  }
  const onCommit = (session: Session): boolean => {
    if (isNow(CUT_AFTER_COMMIT)) cut(session, CUT_AFTER_COMMIT)
    if (isNow(CUT_BEFORE_COMMIT)) {
      cut(session, CUT_BEFORE_COMMIT)
      return false
    }
    if (isNow(COMMIT_LOST)) {
      die(COMMIT_LOST)
      return false
    }
    if (isNow(COMMIT_UNANSWERED)) setImmediate(die, COMMIT_UNANSWERED)
    return true
  }

  const comePast = (point: string): Promise<void> | undefined => {
    if (isNow(point)) {
      if (!fate?.sleeps) die(point)
      else {
        asleep = true
        meet(point)
        return morning
      }
    }
    return over ? new Promise<void>(() => undefined) : undefined
  }

  const connected = connectDatabase(given.url, {
    size: 3,
    stream: () => {
      const session: Session = given.lines.open(() => onCommit(session))
      sessions.add(session)
      if (over) session.destroy(new Error("connection of a dead worker"))
      return session
    },
  })
  const marketing = createMarketingWith(
    {
      database: tellingClaims(given.fault?.database?.(connected) ?? connected),
      clock: { now: async () => given.now() },
      options: optionsSchema.parse({ secret: "test-secret", ...given.options }),
      extensions: [mortalChannel(given.outside)],
      ports: { ...quietPorts(), ...given.ports },
      failPoint: (point) => {
        const meeting = over ? undefined : given.meets?.(point)
        return meeting === undefined ? comePast(point) : meeting.then(() => comePast(point))
      },
    },
    watchSends(holding, given.fault?.verbs),
  )
  return {
    marketing,
    met,
    isOver: () => over,
    wasCut: () => {
      const point = cutAt
      cutAt = null
      return point
    },
    isAsleep: () => asleep,
    holding,
    wake: () => wake(),
    close: () => connected.close(),
  }
}

export async function closeQuietly(life: Life): Promise<void> {
  // What a dead worker left hanging never comes back to its pool, so nobody waits for that.
  await Promise.race([
    life.close().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, life.isOver() ? 0 : 5000)),
  ])
}

/** Small batches and pages, so that a few dozen people make many transactions. */
const PAGE = 9
const BATCH = 7

/** All that a worker would do now, in its order, until nothing more is due. */
export async function work({ marketing }: Pick<Life, "marketing">): Promise<void> {
  let more = true
  while (more) {
    more = await marketing.startDueRuns()
    more = (await marketing.enrollRuns({ page_size: PAGE })) || more
    more = (await marketing.giveTurns()) || more
    more = (await marketing.advance({ limit: BATCH })) || more
    more = (await marketing.performSends({ channel: CHANNEL, limit: BATCH })) || more
    more = (await marketing.endFinishedRuns()) || more
  }
}
