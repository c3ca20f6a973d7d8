import { limitOf } from "../../../channels/liquid"
import type { ChannelDefinition } from "../../../extension/channel"
import { breathe, createBreathing } from "../breathing"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { ClaimedSend } from "./claim-sends"
import { createContentCompiler } from "./content-forms"
import { eventVariables } from "./event-variables"
import { linkGround } from "./link-ground"
import { type Rendered, renderMessage } from "./render-message"
import {
  type CouponRow,
  readEntryEvents,
  readMemberColumns,
  readPeople,
  readRunCoupons,
} from "./store/people"
import { variablesFor } from "./variables"

/** So long a wave's renderings keep the process to themselves; an ordinary mail takes about a millisecond. */
const BREATH_MS = 5

export type ReadySend = Rendered & { send: ClaimedSend }

/**
 * Renders a wave for its people, and lets others have the process in between: it stands no longer than one rendering. A text
 * that cannot be made for somebody is none of the others' business.
 */
export const prepareWave = ({ database, options }: { database: Database; options: MarketingOptions }) => {
  const compiler = createContentCompiler(options.timezone)
  return async (
    channel: ChannelDefinition,
    sends: ClaimedSend[],
  ): Promise<{ ready: ReadySend[]; unmade: ClaimedSend[] }> => {
    const ready: ReadySend[] = []
    const unmade: ClaimedSend[] = []
    if (sends.length === 0) return { ready, unmade }
    const ground = linkGround(options)
    const pids = sends.map((send) => send.pid)
    const people = new Map((await readPeople(database, pids)).map((person) => [person.pid, person]))
    const runNos = sends.map((send) => send.run_no)
    const coupons = grouped(await readRunCoupons(database, pids, runNos))
    const listed = new Map(
      (await readMemberColumns(database, pids, runNos)).map((row) => [keyOf(row), row.placeholders]),
    )
    const events = await readEntryEvents(
      database,
      sends.map((send) => send.enrollment_id),
    )
    const takeBreath = createBreathing({ longest_ms: BREATH_MS })
    for (const send of sends) {
      await takeBreath()
      const person = people.get(send.pid)
      try {
        const compiled = compiler.compiled(send.content_hash, channel, send.content)
        const own = coupons.get(keyOf(send)) ?? []
        const known = variablesFor(person, own, ground, send.token, options.timezone)
        const variables = {
          ...known,
          member: listed.get(keyOf(send)) ?? {},
          event: eventVariables(events.get(send.enrollment_id)),
        }
        const about = { ...send, language: person?.language ?? null }
        const make = () => renderMessage(compiler.liquid, compiled, about, variables, ground)
        ready.push({ send, ...(await inTime(make)) })
      } catch {
        // Liquid's and the schema's words may quote the person's data: they are not kept.
        unmade.push(send)
      }
    }
    return { ready, unmade }
  }
}

/** What ran out of time is made once more: the machine itself may have stood still, and a failed message is not tried again. */
async function inTime(make: () => Rendered): Promise<Rendered> {
  try {
    return make()
  } catch (error) {
    if (limitOf(error) !== "time") throw error
    await breathe()
    return make()
  }
}

const keyOf = ({ pid, run_no }: { pid: number; run_no: number }) => `${pid}:${run_no}`

function grouped(rows: CouponRow[]): Map<string, CouponRow[]> {
  const groups = new Map<string, CouponRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups
}

export type PrepareWave = ReturnType<typeof prepareWave>
