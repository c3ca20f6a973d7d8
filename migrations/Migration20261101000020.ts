import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * People are looked for by how words of their name and e-mail begin; the expression is the one that `store/members.ts` asks. Built
 * in, unlike trigrams: not every PostgreSQL lets an extension in, and trigrams know nothing of Chinese. A Chinese character is a
 * word of its own.
 */
export class Migration20261101000020 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create index marketing_profile_words on marketing_profile using gin (
        to_tsvector('simple', regexp_replace(
          translate(coalesce(email, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''), '@._-+', '     '),
          '([\\u2e80-\\u9fff\\uf900-\\ufaff])', ' \\1 ', 'g')))`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_profile_words`)
  }
}
