const IN_SALE = `
  join product_variant_price_set link on link.price_set_id = p.price_set_id and link.deleted_at is null
  join product_variant v on v.id = link.variant_id and v.deleted_at is null
  join product on product.id = v.product_id and product.deleted_at is null and product.status = 'published'
 where p.deleted_at is null and coalesce(p.min_quantity, 1) <= 1 and ($2::text[] is null or v.product_id = any($2))`

/** Prices of one piece that ask for nothing; `$2`: only of these products, or null. */
const OFFERS = `from price p ${IN_SALE} and coalesce(p.rules_count, 0) = 0`

/** Prices of one piece that ask for one region, r.value, and nothing else. */
const OFFERS_IN_REGIONS = `
  from price_rule r join price p on p.id = r.price_id and p.rules_count = 1 ${IN_SALE}
   and r.deleted_at is null and r.attribute = 'region_id' and r.operator = 'eq'`

const PRICED =
  "v.product_id, v.id as variant_id, lower(p.currency_code) as currency, p.amount, p.price_list_id"

/**
 * What one piece of each variant costs at the moment `$1`: for everybody (audience ''), and for each customer group to which a
 * price list of its own applies; wherever one buys (region ''), and in each region that has a price of its own. As the core's own
 * calculation decides: prices of lists first, those that ask for more before the others, of several the lowest; `override` counts as it
 * is, `sale` only where it is lower than the price without a list. Prices that ask for a quantity or for more than a region, and lists
 * that ask for anything but one customer group or another, are nobody's here. `$2`: only these products, or null.
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
      select ${PRICED} ${OFFERS} and p.price_list_id = any(array(select id from list))) listed on listed.price_list_id = list.id
  ), best as materialized (
    select distinct on (variant_id, currency, audience) * from offer order by variant_id, currency, audience, amount
  ), base as materialized (
    select v.product_id, v.id as variant_id, lower(p.currency_code) as currency, min(p.amount) as amount
    ${OFFERS} and p.price_list_id is null
    group by v.product_id, v.id, lower(p.currency_code)
  ), regional as materialized (
    select coalesce(list.audience, '') as audience, list.type, priced.*
      from (select r.value as region, ${PRICED} ${OFFERS_IN_REGIONS}) priced left join list on list.id = priced.price_list_id
     where priced.price_list_id is null or list.id is not null
  ), best_there as materialized (
    select distinct on (variant_id, currency, audience, region) * from regional where price_list_id is not null
     order by variant_id, currency, audience, region, amount
  ), base_there as materialized (
    select variant_id, currency, region, min(amount) as amount from regional where price_list_id is null
     group by variant_id, currency, region
  ), place as (
    select distinct product_id, variant_id, currency, region from regional
  ), buyer as (
    select distinct variant_id, currency, '' as audience from place
    union select variant_id, currency, audience from best_there
    union select best.variant_id, best.currency, best.audience from best join place using (variant_id, currency)
  ), either as (
    select coalesce(base.product_id, best.product_id) as product_id, variant_id, currency, '' as audience, '' as region,
           base.amount as base, best.amount as listed, best.type, best.price_list_id
      from base full join (select * from best where audience = '') best using (variant_id, currency)
    union all
    select best.product_id, variant_id, currency, best.audience, '', base.amount, best.amount, best.type, best.price_list_id
      from best left join base using (variant_id, currency) where best.audience <> ''
    union all
    select place.product_id, place.variant_id, place.currency, buyer.audience, place.region,
           coalesce(base_there.amount, base.amount), chosen.*
      from place join buyer using (variant_id, currency)
      left join base_there using (variant_id, currency, region)
      left join base using (variant_id, currency)
      left join best_there own using (variant_id, currency, audience, region)
      left join best anywhere using (variant_id, currency, audience)
      left join best_there everybody on everybody.variant_id = place.variant_id and everybody.currency = place.currency
                                    and everybody.region = place.region and everybody.audience = '' and buyer.audience <> ''
     cross join lateral (
       select n.amount, n.type, n.price_list_id
         from (values (2, own.amount, own.type, own.price_list_id), (1, everybody.amount, everybody.type, everybody.price_list_id),
                      (case when buyer.audience = '' then 0 else 1 end, anywhere.amount, anywhere.type, anywhere.price_list_id))
              as n(asks, amount, type, price_list_id)
        order by n.amount is null, n.asks desc, n.amount limit 1) chosen
     where buyer.audience = '' or own.price_list_id is not null or anywhere.price_list_id is not null
  )
  select product_id, variant_id, currency, audience, region, case when is_listed then listed else base end as amount,
         case when is_listed then price_list_id end as price_list_id
    from either cross join lateral (
      select coalesce(type = 'override' or base is null or listed < base, false) as is_listed) counts
   where base is not null or listed is not null`

/**
 * SQL of the region in which the person of the row `p` of marketing_profile is about to buy, bought last, or lives; null: nobody knows.
 */
export const REGION_OF = `coalesce(
  (select c.region_id from cart c
    where c.customer_id = p.customer_id and c.region_id is not null and c.deleted_at is null order by c.updated_at desc limit 1),
  (select o.region_id from "order" o
    where o.customer_id = p.customer_id and o.region_id is not null and o.deleted_at is null order by o.created_at desc limit 1),
  (select r.region_id from region_country r where r.iso_2 = p.country and r.region_id is not null and r.deleted_at is null limit 1))`

/** SQL of the country to which that person is about to have something sent, had something sent last, or lives in; null: nobody knows. */
export const COUNTRY_OF = `lower(coalesce(
  (select a.country_code from cart c join cart_address a on a.id = c.shipping_address_id and a.deleted_at is null
    where c.customer_id = p.customer_id and a.country_code is not null and c.deleted_at is null order by c.updated_at desc limit 1),
  (select a.country_code from "order" o join order_address a on a.id = o.shipping_address_id and a.deleted_at is null
    where o.customer_id = p.customer_id and a.country_code is not null and o.deleted_at is null order by o.created_at desc limit 1),
  p.country))`
