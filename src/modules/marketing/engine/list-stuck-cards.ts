import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { drawnCard } from "../drawn-card"

/** A card of a plan at which people stand still. */
export type StuckCard = {
  plan: { id: string; name: string; state: string }
  node: string
  /** As the version draws it in which most of them are; null: it has no name, or no such card. */
  name: string | null
  kind: string | null
  people: number
  /** Since when the first of them is there. */
  oldest: Date
  /** What went wrong for most of them; `errors`: how many different sentences there are. */
  error: string | null
  errors: number
}

/** Where people stand still and wait for a decision, over all plans; the card with the most of them first. */
export const listStuckCards =
  ({ database }: { database: Database }) =>
  async ({
    offset = 0,
    limit = 50,
  }: {
    offset?: number
    limit?: number
  } = {}): Promise<{
    cards: StuckCard[]
    count: number
    people: number
  }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      database.rows<StuckCard & { count: number; all_people: number }>(
        `with stuck as (
         select plan_no, version, node, error, arrived_at from marketing_step where state = 'parked'
         union all
         select o.plan_no, p.version, o.node, o.error, o.at
           from marketing_occasion o join marketing_plan p on p.no = o.plan_no where o.state = 'parked'),
       card as (
         select plan_no, node, mode() within group (order by version) as version, count(*) as people,
                min(arrived_at) as oldest, mode() within group (order by error) as error, count(distinct error) as errors
           from stuck group by plan_no, node)
       select jsonb_build_object('id', p.id, 'name', p.name, 'state', p.state) as plan, c.node, drawn.name, drawn.kind,
              c.people, c.oldest, c.error, c.errors, count(*) over () as count, sum(c.people) over ()::bigint as all_people
         from card c join marketing_plan p on p.no = c.plan_no
         left join ${drawnCard({ plan_no: "c.plan_no", version: "c.version", node: "c.node" })} drawn on true
        order by c.people desc, c.oldest, p.id, c.node offset $1 limit $2`,
        [page.offset, page.limit],
      ),
    )
    return {
      cards: rows.map(({ count: _, all_people: __, ...card }) => card),
      count: first?.count ?? 0,
      people: first?.all_people ?? 0,
    }
  }
