import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What became of messages of any plan, and who came into any plan, is found by when it was. These rows lie in the order of time
 * nearly, so a few numbers for each stretch of the table are enough: no write waits for them, as it would for an index of each row.
 */
export class Migration20261101000041 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create index marketing_send_when on marketing_send using brin (
        sent_at timestamptz_minmax_multi_ops, opened_at timestamptz_minmax_multi_ops,
        clicked_at timestamptz_minmax_multi_ops, queued_at timestamptz_minmax_multi_ops) with (autosummarize = on)`)
    this.addSql(`
      create index marketing_enrollment_when on marketing_enrollment using brin (
        entered_at timestamptz_minmax_multi_ops) with (autosummarize = on)`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_send_when, marketing_enrollment_when`)
  }
}
