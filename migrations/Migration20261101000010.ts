import { Migration } from "@medusajs/framework/mikro-orm/migrations"

type Event = "insert" | "update" | "delete"

/**
 * Segments follow coupons, points and what plans did: their tables note by themselves whose it is (marketing_change), once a
 * statement and in its transaction. Many places write them, and none can forget it. More than 20,000 people at
 * once are noted as anybody.
 */
export class Migration20261101000010 extends Migration {
  override async up(): Promise<void> {
    for (const event of ["insert", "update"] as const)
      this.addSql(noting("coupon", event, noteOf("coupons", both(event, "pid"))))
    // A new purse is empty, as no purse is; every movement and every hold changes it.
    this.addSql(noting("account", "update", noteOf("points", "select pid from fresh where pid is not null")))
    // How an enrollment ends is nothing that rules ask for.
    this.addSql(noting("enrollment", "insert", noteOfPlans(both("insert", "plan_no, pid"))))
    for (const event of ["insert", "update", "delete"] as const)
      this.addSql(noting("conversion", event, noteOfPlans(both(event, "plan_no, pid"))))
    // Of messages only what rules can see of them: most changes are steps on the way to the provider.
    this.addSql(
      noting(
        "send",
        "update",
        noteOfPlans(`
          select distinct f.plan_no, f.pid from fresh f join stale s using (id)
           where f.state <> s.state and (f.state in ${SEEN} or s.state in ${SEEN})
              or f.opened_at is distinct from s.opened_at or f.clicked_at is distinct from s.clicked_at`),
      ),
    )
  }

  override async down(): Promise<void> {
    const tables = { coupon: ["insert", "update"], account: ["update"], enrollment: ["insert"] }
    const events = { ...tables, conversion: ["insert", "update", "delete"], send: ["update"] }
    for (const [table, of] of Object.entries(events))
      for (const event of of) this.addSql(`drop function if exists marketing_note_${table}_${event} cascade`)
  }
}

const SEEN = "('sent', 'failed', 'blocked')"
const PEOPLE = "case when count(*) <= 20000 then array_agg(pid) end"

/** Rows as they are and as they were, each once. */
const both = (event: Event, columns: string): string =>
  [...(event === "delete" ? [] : ["fresh"]), ...(event === "insert" ? [] : ["stale"])]
    .map((side) => `select ${columns} from ${side}`)
    .join(" union ")

const noteOf = (about: string, who: string): string =>
  `select '${about}', ${PEOPLE} from (${who}) who having count(*) > 0`

/** By number first, which is quicker than by name. */
const noteOfPlans = (who: string): string => `
  select 'plan:' || n.id, g.people
    from (select plan_no, ${PEOPLE} as people from (${who}) who group by plan_no) g
    join marketing_plan n on n.no = g.plan_no`

function noting(table: string, event: Event, note: string): string {
  const sides = [
    ...(event === "insert" ? [] : ["old table as stale"]),
    ...(event === "delete" ? [] : ["new table as fresh"]),
  ]
  return `
    create function marketing_note_${table}_${event}() returns trigger language plpgsql as $$
    begin
      insert into marketing_change (about, pids) ${note};
      return null;
    end $$;
    create trigger marketing_note_${table}_${event} after ${event} on marketing_${table}
      referencing ${sides.join(" ")} for each statement execute function marketing_note_${table}_${event}()`
}
