import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { Busy, Conflict, Missing, type Problem, Refused, TooMany } from "../core/problem"
import { whyUnusable } from "../core/why-unusable"
import { MARKETING } from "../modules/marketing"
import type { MarketingService } from "../modules/marketing/service"

/** Long enough for a burst to be over, short enough for a person who waits. */
const RETRY_AFTER_S = "5"

type Handler<Req, Res> = (req: Req, res: Res) => Promise<unknown>

/**
 * Wraps a route: what verbs throw becomes the API's error shape
 * `{ type, message, problems: [{ code, path, message, hint, values }] }` with 400, 404 or 409, 429 to who asks
 * too often, and 503 while the module is overloaded. Text that no database can hold does not even come in. Everything else is Medusa's business.
 */
export const door =
  <Req extends MedusaRequest, Res extends MedusaResponse>(handler: Handler<Req, Res>): Handler<Req, Res> =>
  async (req, res) => {
    try {
      const unusable = whyUnusable({ body: req.body, query: req.query, path: req.params })
      if (unusable) throw new Refused([unusable])
      await handler(req, res)
    } catch (error) {
      const answer = asAnswer(error)
      if (!answer) throw error
      if (answer.status === 503) res.set("Retry-After", RETRY_AFTER_S)
      if (answer.status === 429) res.set("Retry-After", String((error as TooMany).retry_after_s))
      res.status(answer.status).json(answer.body)
    }
  }

export function asAnswer(
  error: unknown,
): { status: number; body: { type: string; message: string; problems: Problem[] } } | null {
  if (isA(Refused, error))
    return { status: 400, body: { type: "invalid_data", message: error.message, problems: error.problems } }
  if (isA(Missing, error))
    return { status: 404, body: { type: "not_found", message: error.message, problems: [] } }
  if (isA(Conflict, error)) {
    const { code, message, values } = error
    const problem: Problem = { code, path: "", message, ...(values && { values }) }
    return { status: 409, body: { type: "conflict", message, problems: [problem] } }
  }
  if (isA(TooMany, error))
    return { status: 429, body: { type: "too_many_requests", message: error.message, problems: [] } }
  const busy = isA(Busy, error) ? error.message : tookTooLong(error) ? TOO_LONG : null
  return busy === null ? null : { status: 503, body: { type: "unavailable", message: busy, problems: [] } }
}

const TOO_LONG = "The answer took longer than it may keep the shop waiting; try again at a quieter time."
/** PostgreSQL's word for a statement over its time limit. */
const tookTooLong = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "57014"

/** Workflows hand on what their steps threw as plain copies, so the name tells as well as the class. */
const isA = <E extends Error>(kind: new (...given: never[]) => E, error: unknown): error is E =>
  error instanceof kind || (error as { name?: unknown } | null)?.name === kind.name

/** The module's verbs for a request. */
export const marketingOf = (req: MedusaRequest): MarketingService =>
  req.scope.resolve<MarketingService>(MARKETING)

/** Who is signed in: the admin user or the customer, never taken from the body. */
export const actorOf = (req: MedusaRequest): string =>
  (req as MedusaRequest & { auth_context?: { actor_id?: string } }).auth_context?.actor_id ?? ""

/** Calls off what is done for an answer when who asked for it hangs up. */
export function hungUp(res: MedusaResponse): AbortSignal {
  const called = new AbortController()
  res.on("close", () => called.abort())
  return called.signal
}

/** `q offset limit order` of a list, bounded. `order` is "field" or "-field". */
export function listQuery(
  query: Record<string, unknown>,
  limit = 20,
): { q?: string; offset: number; limit: number; order?: string } {
  const whole = (value: unknown, fallback: number, most: number) => {
    const n = Number(value ?? fallback)
    return Number.isInteger(n) && n >= 0 ? Math.min(n, most) : fallback
  }
  return {
    q: typeof query.q === "string" && query.q.trim() ? query.q.trim() : undefined,
    offset: whole(query.offset, 0, 10_000_000),
    limit: whole(query.limit, limit, 1000),
    order: typeof query.order === "string" ? query.order : undefined,
  }
}
