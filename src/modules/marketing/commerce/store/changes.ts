import type { Subject } from "../../../../ingest/hint"

/** `$1` is the moment; `{id}` of the subject comes out. A deletion moves deleted_at alone in some modules. */
const since = (alias: string) => `greatest(${alias}.updated_at, ${alias}.deleted_at) >= $1`

/** Who is remembered in a group that they are not in any more. */
export const OUT_OF_GROUP = `
  select p.customer_id from marketing_profile p cross join unnest(p.groups) as remembered(id)
   where p.groups <> '{}' and p.deleted_at is null and not exists (
     select 1 from customer_group_customer m
      where m.customer_id = p.customer_id and m.customer_group_id = remembered.id and m.deleted_at is null)`

/** Every place where a change of a subject can show. None has an index on its time: each is one pass over the table. */
export const CHANGE_QUERIES: Record<Subject, string[]> = {
  customer: [
    `select c.id from customer c where ${since("c")}`,
    `select a.customer_id from customer_address a where ${since("a")}`,
    `select m.customer_id from customer_group_customer m where ${since("m")}`,
    `select m.customer_id from customer_group g join customer_group_customer m on m.customer_group_id = g.id
      where g.deleted_at >= $1`,
    // A deleted address leaves no row behind either.
    `select p.customer_id from marketing_profile p
      where p.address_id is not null and p.deleted_at is null and not exists (
        select 1 from customer_address a where a.id = p.address_id and a.customer_id = p.customer_id and a.deleted_at is null)`,
    // Events of it can be lost as others can.
    OUT_OF_GROUP,
  ],
  product: [
    `select p.id from product p where ${since("p")}`,
    `select link.product_id from product_category above
       join product_category c on c.id = above.id or above.id = any(string_to_array(c.mpath, '.'))
       join product_category_product link on link.product_category_id = c.id
      where ${since("above")}`,
    // Putting products into a category, or taking them out on its page, leaves no mark in time and says nothing: only the
    // difference to our own memory tells, in both directions.
    `select link.product_id from product_category_product link
       join product_category c on c.id = link.product_category_id and c.deleted_at is null
       join marketing_product p on p.product_id = link.product_id and p.deleted_at is null
      where not c.id = any(p.category_ids)`,
    `select p.product_id from marketing_product p cross join unnest(p.category_ids) as remembered(id)
      where p.source = 'store' and p.deleted_at is null and not exists (
        select 1 from product_category_product link join product_category c on c.id = link.product_category_id
         where link.product_id = p.product_id and remembered.id = any(string_to_array(c.mpath, '.') || c.id))`,
    `select p.id from product_collection c join product p on p.collection_id = c.id where ${since("c")}`,
    `select p.id from product_type t join product p on p.type_id = t.id where ${since("t")}`,
    `select link.product_id from product_tag t join product_tags link on link.product_tag_id = t.id where ${since("t")}`,
  ],
  order: [
    `select o.id from "order" o where ${since("o")} and not o.is_draft_order`,
    `select t.order_id from order_transaction t where ${since("t")}`,
    `select c.order_id from order_credit_line c where ${since("c")}`,
    `select l.order_id from capture m join payment p on p.id = m.payment_id
       join order_payment_collection l on l.payment_collection_id = p.payment_collection_id
      where ${since("m")}`,
    `select l.order_id from refund m join payment p on p.id = m.payment_id
       join order_payment_collection l on l.payment_collection_id = p.payment_collection_id
      where ${since("m")}`,
  ],
  cart: [
    `select c.id from cart c where ${since("c")} and c.customer_id is not null`,
    `select li.cart_id from cart_line_item li where ${since("li")}`,
    `select l.cart_id from credit_line l where ${since("l")}`,
    `select m.cart_id from cart_shipping_method m where ${since("m")}`,
  ],
}

/** Was something deleted, or taken back, whose id what people did remembers? Nobody is meant by it any more, or somebody again. */
export const REMEMBERED_CHANGED = `
  select exists (select 1 from product_variant where deleted_at >= $1)
      or exists (select 1 from sales_channel t where ${since("t")})
      or exists (select 1 from stock_location t where ${since("t")}) as changed`
