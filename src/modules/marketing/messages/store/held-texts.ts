import type { Sql } from "../../database"
import { drawnCard } from "../../drawn-card"
import { list } from "../../row-table"

/** Why a message waits whose text fails for nearly everybody. */
export const TEXT_FAILS = "text_fails"

/** Held texts stand among what is left alone, each by its card: `text:<plan no>:<node>`. */
const NAME = (plan_no: string, node: string): string => `'text:' || ${plan_no} || ':' || ${node}`
/** Until somebody decides; a moment that has passed: they are on their way out. */
const FOR_EVER = "'9999-12-31T00:00:00Z'::timestamptz"
/** No more of them at once: others want to write too. */
const PAGE = 5_000

type Card = { plan_no: number; node: string }

/** The cards of these plans whose messages are held. */
export const readHeldTexts = (sql: Sql, planNos: number[], now: Date) =>
  sql.rows<Card>(
    `select substring(name from '^text:([0-9]+):')::int as plan_no, substring(name from '^text:[0-9]+:(.*)$') as node
       from marketing_breaker
      where name like 'text:%' and open_until > $2 and substring(name from '^text:([0-9]+):')::int = any($1::int[])`,
    [list(planNos), now],
  )

/**
 * Holds the messages of a card from now on. Those for whom its text failed before it was known that it fails for everybody are put
 * back beside them, unless their people have taken another way because of it.
 */
export async function holdText(tx: Sql, { plan_no, node }: Card, now: Date): Promise<void> {
  // Whoever publishes the plan or lets its messages go waits for us, or we for them.
  await tx.run("select no from marketing_plan where no = $1 for share", [plan_no])
  await tx.run(
    `insert into marketing_breaker (name, opened_at, open_until, reason) values (${NAME("$1::int", "$2::text")}, $3, ${FOR_EVER}, '${TEXT_FAILS}')
     on conflict (name) do update set open_until = excluded.open_until`,
    [plan_no, node, now],
  )
  await tx.run(
    `update marketing_send s set state = 'queued', reason = '${TEXT_FAILS}', run_at = s.expires_at
      where s.plan_no = $1 and s.node = $2 and s.state = 'failed' and s.reason = 'render_failed' and s.expires_at > $3
        and not exists (select 1 from marketing_step_log l
                         where l.enrollment_id = s.enrollment_id and l.node = s.node and l.finished_at > s.queued_at)`,
    [plan_no, node, now],
  )
}

/** Lets the held messages of a plan go, or those of one card: they leave page by page. Answers of how many cards. */
export const freeTexts = (tx: Sql, plan_no: number, node: string | null, now: Date) =>
  tx.run(
    `update marketing_breaker set open_until = $3
      where open_until > $3 and starts_with(name, 'text:' || $1::int || ':')
        and ($2::text is null or name = ${NAME("$1::int", "$2::text")})`,
    [plan_no, node, now],
  )

/** Whose messages are not sent any more, as in the facts of a send. */
const CALLED_OFF = `(p.deleted_at is not null or p.state in ('cancelled', 'archived') or (p.state = 'ended' and exists (
  select 1 from marketing_audit a where a.entity = 'plan' and a.entity_id = p.id and a.action = 'end')))`

const IS_FREED = `b.name like 'text:%' and (b.open_until <= $1 or exists (
  select 1 from marketing_plan p where p.no = substring(b.name from '^text:([0-9]+):')::int and ${CALLED_OFF}))`

/** Whether the messages of any card leave; asked before each wave, so without a lock. */
export const hasFreedCard = async (sql: Sql, now: Date): Promise<boolean> =>
  (await sql.one(`select 1 from marketing_breaker b where ${IS_FREED} limit 1`, [now])) !== undefined

export type FreedCard = Card & { kind: string | null; settings: Record<string, unknown> | null }

/** A card whose messages leave, as its plan draws it now, locked: one process lets them go. Those of a plan that is over leave to be called off. */
export const lockFreedCard = (tx: Sql, now: Date) =>
  tx.one<FreedCard>(
    `select b.plan_no, b.node, drawn.card ->> 'kind' as kind, drawn.card -> 'settings' as settings
       from (select name, substring(name from '^text:([0-9]+):')::int as plan_no, substring(name from '^text:[0-9]+:(.*)$') as node
               from marketing_breaker b where ${IS_FREED}
              order by name limit 1 for update skip locked) b
       left join marketing_plan p on p.no = b.plan_no
       left join lateral (
         select card from marketing_plan_version v cross join jsonb_array_elements(v.canvas -> 'nodes') card
          where v.plan_no = p.no and v.version = p.version and card ->> 'id' = b.node limit 1) drawn on true`,
    [now],
  )

/**
 * Lets a page of a card's held messages go, with what the card says now; none left, it is held no longer. Answers how many.
 * `said`: null where they keep what they say.
 */
export async function freePage(
  tx: Sql,
  { plan_no, node }: Card,
  said: { channel: string; content_hash: string; template_id: string | null } | null,
  now: Date,
): Promise<number> {
  const freed = await tx.run(
    `update marketing_send s
        set reason = null, run_at = $3,
            content_hash = case when s.channel = $4 then $5 else s.content_hash end,
            template_id = case when s.channel = $4 then $6 else s.template_id end
      where s.id in (select id from marketing_send
                      where plan_no = $1 and node = $2 and state = 'queued' and reason = '${TEXT_FAILS}' limit ${PAGE})`,
    [plan_no, node, now, said?.channel ?? null, said?.content_hash ?? null, said?.template_id ?? null],
  )
  if (freed < PAGE)
    await tx.run(`delete from marketing_breaker where name = ${NAME("$1::int", "$2::text")}`, [plan_no, node])
  return freed
}

export type HeldText = {
  plan: { id: string; name: string; state: string }
  node: string
  /** As the plan's version draws it; null: it has no name, or no such card. */
  name: string | null
  kind: string | null
  since: Date
  /** Whose messages wait, as far as they were looked at. */
  people: number
}

/** The cards whose messages are held, of one plan or of all; who waits longest comes first. */
export const selectHeldTexts = (sql: Sql, plan_id: string | null, now: Date) =>
  sql.rows<HeldText>(
    `select jsonb_build_object('id', p.id, 'name', p.name, 'state', p.state) as plan, b.node, drawn.name, drawn.kind,
            b.opened_at as since,
            (select count(*) from marketing_send s
              where s.plan_no = p.no and s.node = b.node and s.state = 'queued' and s.reason = '${TEXT_FAILS}') as people
       from (select substring(name from '^text:([0-9]+):')::int as plan_no, substring(name from '^text:[0-9]+:(.*)$') as node, opened_at
               from marketing_breaker where name like 'text:%' and open_until > $2) b
       join marketing_plan p on p.no = b.plan_no and ($1::text is null or p.id = $1) and p.state in ('running', 'paused')
       left join ${drawnCard({ plan_no: "p.no", version: "p.version", node: "b.node" })} drawn on true
      order by b.opened_at, p.no, b.node`,
    [plan_id, now],
  )
