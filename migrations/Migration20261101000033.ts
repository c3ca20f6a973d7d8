import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * When each segment next has to look whom the passing of time moved (null: never looked), and indexes by which profiles answer
 * that: whose moment or day lies between two of them. And who is in customer groups, of whom some may have been taken out.
 */
export class Migration20261101000033 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_segment add column look_at timestamptz`)
    // What each looks at has other names since, and is said again by its next refresh; until then it hears of everything.
    this.addSql(`update marketing_segment set look_at = swept_at, looks_at = null`)
    this.addSql(
      `create index marketing_profile_grouped on marketing_profile (customer_id) where groups <> '{}' and deleted_at is null`,
    )
    this.addSql(`create index marketing_profile_became on marketing_profile (became_customer_at, pid)`)
    for (const [name, column] of [
      ["first_purchase", "first_purchase_at"],
      ["birthday", "birthday"],
      ["member_since", "member_since"],
      ["membership_end", "membership_expires_at"],
    ])
      this.addSql(
        `create index marketing_profile_${name} on marketing_profile (${column}, pid) where ${column} is not null`,
      )
  }

  override async down(): Promise<void> {
    for (const name of ["grouped", "became", "first_purchase", "birthday", "member_since", "membership_end"])
      this.addSql(`drop index if exists marketing_profile_${name}`)
    this.addSql(`alter table marketing_segment drop column if exists look_at`)
  }
}
