import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import { nextAttempt } from "./back-off"
import { callBody } from "./call-body"
import { secretOfHost } from "./call-secret"
import { type Failure, postOutside } from "./post-outside"
import { signedHeaders } from "./sign-webhook"
import {
  type ClaimedCall,
  callOff,
  claimCalls,
  nextHost,
  noteCallFailures,
  noteCallsTaken,
} from "./store/calls"

/** Requests to one host at the same time. */
const SIDE_BY_SIDE = 20
/** Well above the patience with one request: who died over these is followed by another worker then. */
const LEASE_MS = 60_000

type Parts = { database: Database; clock: Clock; options: MarketingOptions; failPoint: FailPoint }

/**
 * Tells one host what is due, some people side by side; hosts take turns, so that one which hangs keeps nobody waiting for long.
 * At least once: dying between being taken and writing it down sends it again under the same id. True: there may be more.
 */
export const sendNextCalls = ({ database, clock, options, failPoint }: Parts) => {
  let served = ""

  const send = async (
    call: ClaimedCall,
    secret: string | null,
    now: Date,
  ): Promise<(Omit<Failure, "error"> & { error: string }) | null> => {
    if (secret === null) return { error: "secret-lost", detail: null }
    const id = idOf(call)
    const body = JSON.stringify(callBody({ ...call, id, at: call.made_at }))
    const headers = signedHeaders(secret, { id, at: now, body })
    return postOutside({ url: call.url, headers, body }, options.webhooks)
  }

  return async (): Promise<boolean> => {
    const now = await clock.now()
    const host = await nextHost(database, served, now)
    if (host === null) return false
    served = host
    const lease_until = new Date(now.getTime() + LEASE_MS)
    const claimed = await claimCalls(database, { host, limit: SIDE_BY_SIDE, now, lease_until })
    if (claimed.length === 0) return false
    const calls = claimed.filter(({ stopped }) => stopped === null)
    if (calls.length < claimed.length)
      await callOff(
        database,
        claimed.filter(({ stopped }) => stopped !== null),
      )
    if (calls.length === 0) return true
    const secret = await secretOfHost(database, options, host)
    const answers = await Promise.all(
      calls.map(async (call) => ({ call, failure: await send(call, secret, now) })),
    )
    await failPoint("sync.afterSent")
    const at = await clock.now()
    const taken = answers.filter(({ failure }) => failure === null)
    await noteCallsTaken(
      database,
      taken.map(({ call }) => call.no),
      at,
    )
    await noteCallFailures(
      database,
      answers.flatMap(({ call, failure }) =>
        failure
          ? {
              no: call.no,
              error: failure.error,
              error_detail: failure.detail,
              due_at: nextAttempt(call.attempts + 1, at, failure.after_ms),
            }
          : [],
      ),
    )
    return true
  }
}

/** The same however often it is sent: a receiver knows by it what it has already. */
const idOf = ({ key }: ClaimedCall): string => `mkcall_${key.replaceAll(":", "_")}`
