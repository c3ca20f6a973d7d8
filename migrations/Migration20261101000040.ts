import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Which of the store's addresses told where somebody lives; null where a file, a form or nobody said it. An address leaves no row
 * behind when it is deleted: only this tells that the place is nobody's any more, and whose it was.
 */
export class Migration20261101000040 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table marketing_profile add column address_id text`)
    this.addSql(`
      do $$ begin
        if to_regclass('customer_address') is not null then
          update marketing_profile p set address_id = home.id
            from (select distinct on (a.customer_id) a.customer_id, a.id, lower(a.country_code) as country, a.province, a.city
                    from customer_address a where a.deleted_at is null
                   order by a.customer_id, a.is_default_shipping desc, a.is_default_billing desc, a.created_at desc, a.id desc) home
           where home.customer_id = p.customer_id
             and (p.country, p.province, p.city) is not distinct from (home.country, home.province, home.city);
        end if;
      end $$`)
    this.addSql(
      `create index marketing_profile_address on marketing_profile (address_id) where address_id is not null`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists marketing_profile_address`)
    this.addSql(`alter table marketing_profile drop column if exists address_id`)
  }
}
