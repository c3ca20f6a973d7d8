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
        "values" jsonb, primary key (import_no, line)
      )`)
    // Lines of customers and events already taken, by what they say: the same line twice, in one file or in two runs,
    // counts once.
    this.addSql(
      `create table marketing_import_line (source text not null, kind text not null, hash bytea not null, primary key (source, kind, hash))`,
    )
    // The same for lines of purchases, one row an order line: which line it is (\`key\`), the mark of what was last said of it,
    // and which import said so in which line of its file.
    this.addSql(`
      create table marketing_import_purchase (
        oid integer not null, line smallint not null,
        key text not null, said bytea not null,
        discount bigint not null,
        status text not null check (status in ('paid', 'cancelled', 'refunded')),
        import_no integer not null, file_line integer not null,
        primary key (oid, line)
      )`)
    // What a dry run would have written, until it is over.
    this.addSql(`
      create table marketing_import_note (
        import_no integer not null, key text not null, who text not null, value jsonb,
        seq bigint generated always as identity,
        primary key (import_no, key, who)
      )`)
    // Whom a worker is making in the core at this moment, by the other system's number; found by its successor if it dies.
    this.addSql(`create table marketing_import_making (external_id text primary key)`)
  }

  override async down(): Promise<void> {
    for (const table of [
      "import_making",
      "import_note",
      "import_purchase",
      "import_line",
      "import_rejection",
      "import_piece",
      "import",
    ])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
