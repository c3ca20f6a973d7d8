import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Segments follow coupons, points and what plans did: their tables note by themselves whose it is (marketing_change), once a
 * statement and in its transaction. Many places write them, and none can forget it.
 */
export class Migration20261101000010 extends Migration {
  override async up(): Promise<void> {
    for (const event of ["insert", "update"] as const)
      this.addSql(
        noting(
          "coupon",
          event,
          both(event, (side) => `select 'coupons' as about, pid from ${side}`),
        ),
      )
    // A new purse is empty, as no purse is; every movement and every hold changes it.
    this.addSql(noting("account", "update", "select 'points' as about, pid from fresh where pid is not null"))
    // How an enrollment ends is nothing that rules ask for.
    this.addSql(noting("enrollment", "insert", ofPlans("select plan_no, pid from fresh")))
    for (const event of ["insert", "update", "delete"] as const)
      this.addSql(
        noting("conversion", event, ofPlans(both(event, (side) => `select plan_no, pid from ${side}`))),
      )
    // Of messages only what rules can see of them: most changes are steps on the way to the provider.
    this.addSql(
      noting(
        "send",
        "update",
        ofPlans(`
          select f.plan_no, f.pid from fresh f join stale s using (id)
           where f.state <> s.state and (f.state in ${SEEN} or s.state in ${SEEN})
              or f.opened_at is distinct from s.opened_at or f.clicked_at is distinct from s.clicked_at`),
      ),
    )
  }

  override async down(): Promise<void> {
    for (const [table, events] of Object.entries({
      coupon: ["insert", "update"],
      account: ["update"],
      enrollment: ["insert"],
      conversion: ["insert", "update", "delete"],
      send: ["update"],
    }))
      for (const event of events)
        this.addSql(`drop function if exists marketing_note_${table}_${event} cascade`)
  }
}

type Event = "insert" | "update" | "delete"

const SEEN = "('sent', 'failed', 'blocked')"

/** Rows as they are and as they were. */
const both = (event: Event, of: (side: "fresh" | "stale") => string): string =>
  [...(event === "delete" ? [] : [of("fresh")]), ...(event === "insert" ? [] : [of("stale")])].join(" union ")

const ofPlans = (rows: string): string =>
  `select 'plan:' || n.id as about, r.pid from (${rows}) r join marketing_plan n on n.no = r.plan_no group by n.id, r.pid`

/** `who`: rows (about, pid), each once. More than 20,000 people at once are noted as anybody. */
function noting(table: string, event: Event, who: string): string {
  const sides = [
    ...(event === "insert" ? [] : ["old table as stale"]),
    ...(event === "delete" ? [] : ["new table as fresh"]),
  ]
  return `
    create function marketing_note_${table}_${event}() returns trigger language plpgsql as $$
    begin
      insert into marketing_change (about, pids)
      select about, case when count(*) <= 20000 then array_agg(pid) end from (${who}) who group by about;
      return null;
    end $$;
    create trigger marketing_note_${table}_${event} after ${event} on marketing_${table}
      referencing ${sides.join(" ")} for each statement execute function marketing_note_${table}_${event}()`
}
