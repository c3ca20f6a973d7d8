import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Audience: segments, their members now, and who left when. */
export class Migration20261101000002 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_segment (
        no integer generated always as identity primary key,
        id text not null unique,
        name text not null,
        type text not null check (type in ('dynamic', 'static', 'imported')),
        rule jsonb,
        sample jsonb,
        state text not null default 'fresh' check (state in ('fresh', 'stale', 'refreshing', 'failed', 'archived')),
        error text,
        member_count integer not null default 0,
        refreshed_at timestamptz,
        refresh_ms integer,
        restless boolean not null default false,
        looks_at text[],
        swept_at timestamptz,
        whole_at timestamptz,
        created_by text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz
      )`)
    this.addSql(`
      create table marketing_segment_member (
        segment_no integer not null, pid integer not null, entered_at timestamptz not null,
        placeholders jsonb,
        primary key (segment_no, pid)
      )`)
    this.addSql(`create index marketing_segment_member_person on marketing_segment_member (pid)`)
    this.addSql(`
      create table marketing_segment_left (
        segment_no integer not null, pid integer not null, entered_at timestamptz not null, left_at timestamptz not null,
        gone boolean not null default false, placeholders jsonb,
        primary key (segment_no, pid, left_at)
      )`)
    this.addSql(`create index marketing_segment_left_gone on marketing_segment_left (pid) where gone`)

    // Of whom something changed that rules may look at (null: of anybody), and whose part of it each segment has still to see.
    // about: "facts", "coupons", "points", "plan:<id>", "segment:<id>". A segment is handed what it looks_at (null: everything).
    this.addSql(`
      create table marketing_change (
        id bigint generated always as identity primary key, about text not null default 'facts', pids integer[]
      )`)
    this.addSql(`
      create table marketing_segment_due (
        id bigint generated always as identity primary key, segment_no integer not null, pids integer[]
      )`)
    this.addSql(`create index marketing_segment_due_segment on marketing_segment_due (segment_no)`)

    // What a custom attribute of profiles holds (marketing_profile.attributes), so that rules can use it as what it is.
    // defined: a merchant said so, and no file changes its type. choices: what may be chosen; null: anything.
    // by_shopper: shoppers may say it themselves.
    this.addSql(`
      create table marketing_attribute (
        key text primary key,
        type text not null check (type in ('text', 'number', 'boolean', 'date', 'choice', 'choices')),
        label jsonb not null default '{}',
        choices text[],
        defined boolean not null default false,
        by_shopper boolean not null default false,
        created_at timestamptz not null default now()
      )`)

    // Tags that belong together. Of a group with `single` a person has one tag at most. A tag is in one group or in none.
    this.addSql(`
      create table marketing_tag_group (
        no integer generated always as identity primary key,
        id text not null unique,
        name text not null,
        single boolean not null default false,
        created_at timestamptz not null default now()
      )`)
    this.addSql(`
      create table marketing_tag (
        tag text primary key,
        group_no integer not null references marketing_tag_group on delete cascade,
        place smallint not null
      )`)
    this.addSql(`create index marketing_tag_group_tags on marketing_tag (group_no, place)`)
  }

  override async down(): Promise<void> {
    for (const table of [
      "tag",
      "tag_group",
      "attribute",
      "segment_due",
      "change",
      "segment_left",
      "segment_member",
      "segment",
    ])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
