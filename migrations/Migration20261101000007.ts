import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** History import: the file, how far it came, and the lines it refused. */
export class Migration20261101000007 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_import (
        no integer generated always as identity primary key,
        id text not null unique,
        kind text not null check (kind in ('customers', 'purchases', 'events', 'consents', 'codes')),
        source text not null,
        file_name text not null, file_bytes bigint not null, delimiter text not null, columns text[] not null,
        mapping jsonb not null default '{}', options jsonb not null default '{}',
        dry_run boolean not null,
        state text not null default 'ready' check (state in ('ready', 'waiting', 'running', 'done', 'failed')),
        rows integer not null default 0, accepted integer not null default 0,
        rejected integer not null default 0, duplicates integer not null default 0,
        cursor integer not null default 0, bytes_read bigint not null default 0,
        lease_until timestamptz, fence integer not null default 0,
        error text,
        created_by text,
        created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz
      )`)
    // The file itself, in pieces, so that any worker can go on with it; gone when the import is over.
    this.addSql(`
      create table marketing_import_piece (
        import_no integer not null, piece integer not null, bytes bytea not null, primary key (import_no, piece)
      )`)
    this.addSql(`
      create table marketing_import_rejection (
        import_no integer not null, line integer not null, col text, code text not null, problem text not null,
        primary key (import_no, line)
      )`)
    // Lines already taken, by what they say: the same line twice, in one file or in two runs, counts once.
    this.addSql(
      `create table marketing_import_line (source text not null, kind text not null, hash bytea not null, primary key (source, kind, hash))`,
    )
  }

  override async down(): Promise<void> {
    for (const table of ["import_line", "import_rejection", "import_piece", "import"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
