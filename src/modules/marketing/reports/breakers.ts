import type { Clock } from "../clock"
import type { Database } from "../database"
import { drawnCard } from "../drawn-card"

/**
 * Something that is left alone until `open_until` because it failed again and again: `channel:email`, `node:<plan no>:<node>`,
 * `run:<run no>`, which cannot begin or take people in; or until somebody decides: `text:<plan no>:<node>`, whose messages are held.
 */
export type OpenBreaker = {
  name: string
  opened_at: Date
  open_until: Date
  reason: string
  /** Of a run: whose it is. */
  plan: { id: string; name: string } | null
  /** Of a node or its text: which card of which plan that is. */
  card: { plan: { id: string; name: string }; node: string; name: string | null; kind: string | null } | null
}

/** Tells other processes and people what is left alone, for how long and why; without `until`: that it works again. */
export const tellBreaker =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (name: string, open?: { until: Date; reason: string }): Promise<void> => {
    if (!open) return void (await database.run("delete from marketing_breaker where name = $1", [name]))
    await database.run(
      `insert into marketing_breaker (name, opened_at, open_until, reason) values ($1, $2, $3, $4)
       on conflict (name) do update set open_until = excluded.open_until, reason = excluded.reason,
         opened_at = case when marketing_breaker.open_until < excluded.opened_at - interval '10 minutes'
                          then excluded.opened_at else marketing_breaker.opened_at end`,
      [name, await clock.now(), open.until, open.reason],
    )
  }

export type TellBreaker = ReturnType<typeof tellBreaker>

/** What is left alone now, or was until a moment ago and has not worked since. */
export const readBreakers =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<OpenBreaker[]> =>
    database.rows<OpenBreaker>(
      `select b.name, b.opened_at, b.open_until, b.reason,
              case when r.no is not null then jsonb_build_object('id', p.id, 'name', p.name) end as plan,
              case when b.node is not null and p.no is not null then jsonb_build_object(
                'plan', jsonb_build_object('id', p.id, 'name', p.name), 'node', b.node, 'name', drawn.name, 'kind', drawn.kind) end as card
         from (select *, substring(name from '^(?:node|text):([0-9]{1,9}):')::int as plan_no, substring(name from '^(?:node|text):[0-9]+:(.*)$') as node,
                      substring(name from '^run:([0-9]{1,9})$')::int as run_no
                 from marketing_breaker) b
         left join marketing_run r on r.no = b.run_no
         left join marketing_plan p on p.no = coalesce(b.plan_no, r.plan_no)
         left join ${drawnCard({ plan_no: "p.no", version: "p.version", node: "b.node" })} drawn on true
        where b.open_until > $1::timestamptz - case when b.name like 'text:%' then interval '0' else interval '10 minutes' end
        order by b.name`,
      [await clock.now()],
    )

export type ReadBreakers = ReturnType<typeof readBreakers>
