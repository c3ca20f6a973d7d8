import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** How many of its audience a run has been past: batches are counted on from there, whoever is still meant when it goes on. */
export class Migration20261101000039 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_run add column enroll_passed integer not null default 0`)
    this.addSql(
      `update marketing_run r set enroll_passed = (select count(*) from marketing_enrollment e where e.run_no = r.no)
        where r.state = 'enrolling' and r.enroll_cursor is not null`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`alter table marketing_run drop column if exists enroll_passed`)
  }
}
