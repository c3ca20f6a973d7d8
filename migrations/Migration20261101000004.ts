import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Messages: templates, the send ledger, consent, caps, tracked links, the shopper's inbox. */
export class Migration20261101000004 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table marketing_template (
        no integer generated always as identity primary key,
        id text not null unique,
        channel text not null, name text not null,
        content jsonb not null,
        created_by text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        deleted_at timestamptz
      )`)
    // What a node or a template said when its messages were queued, kept once for all its recipients.
    this.addSql(`
      create table marketing_content (
        hash text primary key, content jsonb not null, created_at timestamptz not null
      )`)
    // key: enrollment:node:visit of the step that wanted it. One row is one message to one person, for ever.
    // blocked: refused before any provider saw it (no consent, no address, capped...), with the reason.
    this.addSql(`
      create table marketing_send (
        id bigint generated always as identity primary key,
        key text not null unique,
        token text not null unique,
        plan_no integer, run_no integer, node text, enrollment_id bigint,
        pid integer not null,
        channel text not null,
        template_id text,
        content_hash text not null,
        topic text not null default 'marketing',
        state text not null default 'queued'
          check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'blocked', 'cancelled')),
        reason text,
        address text,
        cap_day date,
        attempt smallint not null default 0,
        fence integer not null default 0,
        again smallint not null default 0,
        lease_until timestamptz,
        run_at timestamptz not null,
        expires_at timestamptz,
        provider_ref text,
        queued_at timestamptz not null,
        sent_at timestamptz, opened_at timestamptz, clicked_at timestamptz
      )`)
    this.addSql(
      `create index marketing_send_due on marketing_send (channel, plan_no, run_at, id) where state = 'queued'`,
    )
    this.addSql(`create index marketing_send_lease on marketing_send (lease_until) where state = 'sending'`)
    this.addSql(`create index marketing_send_run on marketing_send (plan_no, run_no)`)
    this.addSql(`create index marketing_send_person on marketing_send (pid, queued_at desc)`)

    this.addSql(`
      create table marketing_link (
        token text primary key,
        send_id bigint not null,
        target text not null,
        created_at timestamptz not null default now()
      )`)
    this.addSql(`create index marketing_link_send on marketing_link (send_id)`)
    this.addSql(`
      create table marketing_click (
        id bigint generated always as identity primary key,
        send_id bigint not null, pid integer not null, link_token text not null,
        at timestamptz not null, suspect boolean not null default false
      )`)
    this.addSql(`create index marketing_click_send on marketing_click (send_id)`)
    this.addSql(`create index marketing_click_person on marketing_click (pid, at)`)

    this.addSql(`
      create table marketing_consent (
        pid integer not null, channel text not null, topic text not null default 'marketing',
        state text not null check (state in ('yes', 'no', 'pending')),
        at timestamptz not null, proof jsonb not null default '{}',
        primary key (pid, channel, topic)
      )`)
    // Two answers of one person at once: the profile is locked before both are read.
    this.addSql(`
      create function marketing_consent_kept() returns trigger language plpgsql as $$
      begin
        perform 1 from marketing_profile where pid in (select pid from fresh) order by pid for update;
        update marketing_profile p set consents = c.consents
          from (select pid, jsonb_object_agg(channel, state) as consents from marketing_consent
                 where topic = 'marketing' and pid in (select pid from fresh) group by pid) c
         where p.pid = c.pid and p.consents <> c.consents;
        return null;
      end $$`)
    for (const event of ["insert", "update"])
      this.addSql(`
        create trigger marketing_consent_kept_after_${event} after ${event} on marketing_consent
        referencing new table as fresh for each statement execute function marketing_consent_kept()`)
    this.addSql(`
      create table marketing_suppression (
        channel text not null, address_hash text not null, reason text not null, at timestamptz not null,
        primary key (address_hash, channel)
      )`)
    // Repeated on the profile: here when its addresses change, by the verb that suppresses when one is suppressed.
    this.addSql(`
      create function marketing_suppressed(email text, phone text, account text) returns text[] language sql stable as $$
        select array_agg(distinct s.channel order by s.channel)
          from unnest(array[email, phone, account]) as address
          join marketing_suppression s on s.address_hash = encode(sha256(convert_to(lower(btrim(address)), 'UTF8')), 'hex')
      $$`)
    // Of new people all at once: asked one by one, a million took a minute longer.
    this.addSql(`
      create function marketing_suppressed_of_new() returns trigger language plpgsql as $$
      begin
        if exists (select from marketing_suppression) then
          update marketing_profile p set suppressed = theirs.channels
            from (select f.pid, array_agg(distinct s.channel order by s.channel) as channels
                    from fresh f cross join lateral unnest(array[f.email, f.phone, f.customer_id]) as address
                    join marketing_suppression s on s.address_hash = encode(sha256(convert_to(lower(btrim(address)), 'UTF8')), 'hex')
                   group by f.pid) theirs
           where p.pid = theirs.pid;
        end if;
        return null;
      end $$`)
    this.addSql(`
      create trigger marketing_suppressed_of_new after insert on marketing_profile
      referencing new table as fresh for each statement execute function marketing_suppressed_of_new()`)
    this.addSql(`
      create function marketing_suppressed_of_changed() returns trigger language plpgsql as $$
      begin
        new.suppressed := marketing_suppressed(new.email, new.phone, new.customer_id);
        return new;
      end $$`)
    this.addSql(`
      create trigger marketing_suppressed_of_changed before update of email, phone on marketing_profile
      for each row when ((new.email, new.phone) is distinct from (old.email, old.phone))
      execute function marketing_suppressed_of_changed()`)
    this.addSql(`
      create table marketing_cap (
        pid integer not null, channel text not null, day date not null, n integer not null,
        primary key (pid, channel, day)
      )`)
    this.addSql(`
      create table marketing_inbox_message (
        id bigint generated always as identity primary key,
        key text not null unique, pid integer not null,
        title text not null, body text not null, link text,
        created_at timestamptz not null, read_at timestamptz
      )`)
    this.addSql(
      `create index marketing_inbox_message_person on marketing_inbox_message (pid, created_at desc)`,
    )
  }

  override async down(): Promise<void> {
    for (const table of [
      "inbox_message",
      "cap",
      "suppression",
      "consent",
      "click",
      "link",
      "send",
      "content",
      "template",
    ])
      this.addSql(`drop table if exists marketing_${table} cascade`)
    // Their triggers stand on tables of others.
    for (const name of ["consent_kept", "suppressed_of_new", "suppressed_of_changed", "suppressed"])
      this.addSql(`drop function if exists marketing_${name} cascade`)
  }
}
