import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Lifecycle: stage, intent, lead score and RFM of everybody, as last computed, and how stages changed. */
export class Migration20261101000008 extends Migration {
  override async up(): Promise<void> {
    // rfm: the three scores as one number, e.g. 545; null, like they, for who never bought.
    this.addSql(`
      create table marketing_score (
        pid integer primary key,
        lead_score smallint not null,
        recency smallint, frequency smallint, monetary smallint,
        rfm smallint generated always as (recency * 100 + frequency * 10 + monetary) stored,
        computed_at timestamptz not null,
        stage text not null check (stage in ('lead', 'new', 'active', 'at_risk', 'lapsed')),
        intent text not null check (intent in ('high', 'mid', 'low'))
      )`)
    this.addSql(`create index marketing_score_stage on marketing_score (stage, pid)`)
    this.addSql(`create index marketing_score_rfm on marketing_score (rfm, pid) where rfm is not null`)

    this.addSql(`
      create table marketing_stage_change (
        pid integer not null, at timestamptz not null,
        from_stage text, to_stage text not null
      )`)
    this.addSql(`create index marketing_stage_change_person on marketing_stage_change (pid, at)`)
    this.addSql(`create index marketing_stage_change_time on marketing_stage_change (at)`)

    // Whose scores may have changed since they were computed. Only appended to, so who writes facts waits for nobody.
    this.addSql(`
      create table marketing_score_due (
        id bigint generated always as identity primary key, pid integer not null
      )`)
  }

  override async down(): Promise<void> {
    for (const table of ["score_due", "stage_change", "score"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
