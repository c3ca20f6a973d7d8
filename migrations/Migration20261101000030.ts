import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Earlier states of drafts, and the ready plans that a merchant made of plans of their own. */
export class Migration20261101000030 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_draft (
        no integer generated always as identity primary key,
        plan_no integer not null,
        how text not null check (how in ('began', 'drawn', 'merged', 'version', 'draft')),
        -- the version or the draft that was put back
        origin integer,
        -- what it was published as
        version integer,
        type text not null,
        settings jsonb not null, canvas jsonb not null,
        saved_by text, began_at timestamptz not null, saved_at timestamptz not null
      )`)
    this.addSql(`create index marketing_draft_plan on marketing_draft (plan_no, no desc)`)
    this.addSql(`
      create table marketing_plan_template (
        id text primary key,
        name text not null, description text not null default '',
        category text not null, type text not null,
        settings jsonb not null, canvas jsonb not null, parameters jsonb not null,
        made_by text, created_at timestamptz not null, updated_at timestamptz not null
      )`)
    this.addSql(`create unique index marketing_plan_template_name on marketing_plan_template (lower(name))`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists marketing_plan_template`)
    this.addSql(`drop table if exists marketing_draft`)
  }
}
