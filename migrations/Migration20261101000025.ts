import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Turns at a rate limit count when people pass; who has one and has not passed yet is found at once. */
export class Migration20261101000025 extends Migration {
  override async up(): Promise<void> {
    // Nobody else is in it, so other steps pay nothing for it.
    this.addSql(
      `create index marketing_step_may_pass on marketing_step (plan_no, node)
        where state = 'ready' and data @> '{"state": {"turn": true}}'`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_step_may_pass`)
  }
}
