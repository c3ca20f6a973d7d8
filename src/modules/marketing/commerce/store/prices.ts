/** Prices of one piece; `$2`: only of these products, or null. */
const OFFERS = `
  from price p
  join product_variant_price_set link on link.price_set_id = p.price_set_id and link.deleted_at is null
  join product_variant v on v.id = link.variant_id and v.deleted_at is null
  join product on product.id = v.product_id and product.deleted_at is null and product.status = 'published'
 where p.deleted_at is null and coalesce(p.rules_count, 0) = 0 and coalesce(p.min_quantity, 1) <= 1
   and ($2::text[] is null or v.product_id = any($2))`

/**
 * What one piece of each variant costs at the moment `$1`: for everybody (audience ''), and for each customer group to which a
 * price list of its own applies. As the core's own calculation decides: the narrowest list before the general ones, of several
 * the lowest; `override` counts as it is, `sale` only where it is lower than the price without a list. Prices that ask for a region or a
 * quantity, and lists that ask for anything but one customer group or another, are nobody's here. `$2`: only these products, or null.
 */
export const PRICES_NOW = `
  with list as materialized (
    select l.id, l.type, coalesce(g.id, '') as audience
      from price_list l
      left join lateral (
        select count(*) as rules, min(r.attribute) as attribute, min(r.value::text)::jsonb as value
          from price_list_rule r where r.price_list_id = l.id and r.deleted_at is null) asked on true
      left join lateral jsonb_array_elements_text(
        case jsonb_typeof(asked.value) when 'array' then asked.value else jsonb_build_array(asked.value) end) as g(id) on asked.rules = 1
     where l.status = 'active' and l.deleted_at is null
       and (l.starts_at is null or l.starts_at <= $1) and (l.ends_at is null or l.ends_at >= $1)
       and (asked.rules = 0 or (asked.rules = 1 and asked.attribute = 'customer.groups.id' and g.id is not null))
  ), offer as materialized (
    select list.audience, list.type, listed.* from list join (
      select v.product_id, v.id as variant_id, lower(p.currency_code) as currency, p.amount, p.price_list_id
      ${OFFERS} and p.price_list_id = any(array(select id from list))) listed on listed.price_list_id = list.id
  ), best as materialized (
    select distinct on (variant_id, currency, audience) * from offer order by variant_id, currency, audience, amount
  ), base as materialized (
    select v.product_id, v.id as variant_id, lower(p.currency_code) as currency, min(p.amount) as amount
    ${OFFERS} and p.price_list_id is null
    group by v.product_id, v.id, lower(p.currency_code)
  ), either as (
    select coalesce(base.product_id, best.product_id) as product_id, variant_id, currency, '' as audience,
           base.amount as base, best.amount as listed, best.type, best.price_list_id
      from base full join (select * from best where audience = '') best using (variant_id, currency)
    union all
    select best.product_id, variant_id, currency, best.audience, base.amount, best.amount, best.type, best.price_list_id
      from best left join base using (variant_id, currency) where best.audience <> ''
  )
  select product_id, variant_id, currency, audience, case when is_listed then listed else base end as amount,
         case when is_listed then price_list_id end as price_list_id
    from either cross join lateral (
      select coalesce(type = 'override' or base is null or listed < base, false) as is_listed) counts`
