import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** What the cards of a canvas do to people: blocks, corrections of the lead score, turns of sales reps. */
export class Migration20261101000014 extends Migration {
  override async up(): Promise<void> {
    // Whom nobody gives a coupon or points now; until: null means until somebody lifts it.
    this.addSql(`
      create table marketing_benefit_block (
        pid integer primary key,
        until timestamptz,
        plan_no integer not null, run_no integer not null, node text not null,
        at timestamptz not null
      )`)

    // What a merchant's plans add to or take off the computed score; never changed, so it is the history, too.
    this.addSql(`
      create table marketing_lead_correction (
        key text primary key,
        pid integer not null, amount integer not null check (amount <> 0),
        plan_no integer not null, run_no integer not null, node text not null,
        at timestamptz not null
      )`)
    this.addSql(`create index marketing_lead_correction_person on marketing_lead_correction (pid)`)

    // Whose turn it is among the sales reps of a card, and whom it gave each person.
    this.addSql(`
      create table marketing_rep_turn (
        plan_no integer not null, node text not null, given bigint not null,
        primary key (plan_no, node)
      )`)
    this.addSql(`
      create table marketing_rep_given (
        plan_no integer not null, node text not null, pid integer not null, rep text not null,
        primary key (plan_no, node, pid)
      )`)
  }

  override async down(): Promise<void> {
    for (const table of ["rep_given", "rep_turn", "lead_correction", "benefit_block"])
      this.addSql(`drop table if exists marketing_${table} cascade`)
  }
}
