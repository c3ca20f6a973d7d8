import type { Subject, Trail } from "../../../../ingest/hint"
import { OUT_OF_GROUP } from "./changes"

/** Which subjects something leads to: SQL with `$1` = ids of the trail, answering `id` of the subject. */
export const TRAIL_QUERIES: Record<Trail, { subject: Subject; text: string }> = {
  payment: {
    subject: "order",
    text: `select distinct l.order_id as id
             from payment p
             join order_payment_collection l on l.payment_collection_id = p.payment_collection_id and l.deleted_at is null
            where p.id = any($1)`,
  },
  fulfillment: {
    subject: "order",
    text: `select distinct l.order_id as id from order_fulfillment l where l.fulfillment_id = any($1) and l.deleted_at is null`,
  },
  product_category: {
    subject: "product",
    text: `select distinct link.product_id as id
             from product_category c
             join product_category_product link on link.product_category_id = c.id
            where c.id = any($1) or string_to_array(c.mpath, '.') && $1`,
  },
  product_collection: { subject: "product", text: `select id from product where collection_id = any($1)` },
  product_type: { subject: "product", text: `select id from product where type_id = any($1)` },
  product_tag: {
    subject: "product",
    text: `select distinct link.product_id as id from product_tags link where link.product_tag_id = any($1)`,
  },
  product_variant: {
    subject: "product",
    text: "select distinct product_id as id from product_variant where id = any($1)",
  },
  price: {
    subject: "product",
    text: `select distinct v.product_id as id
             from price p join product_variant_price_set link on link.price_set_id = p.price_set_id
             join product_variant v on v.id = link.variant_id
            where p.id = any($1)`,
  },
  price_list: {
    subject: "product",
    text: `select distinct v.product_id as id
             from price p join product_variant_price_set link on link.price_set_id = p.price_set_id
             join product_variant v on v.id = link.variant_id
            where p.price_list_id = any($1)`,
  },
  inventory_level: {
    subject: "product",
    text: `select distinct v.product_id as id
             from inventory_level l join product_variant_inventory_item link on link.inventory_item_id = l.inventory_item_id
             join product_variant v on v.id = link.variant_id
            where l.id = any($1)`,
  },
  reservation: {
    subject: "product",
    text: `select distinct v.product_id as id
             from reservation_item r join product_variant_inventory_item link on link.inventory_item_id = r.inventory_item_id
             join product_variant v on v.id = link.variant_id
            where r.id = any($1)`,
  },
  customer_group: {
    subject: "customer",
    text: `select distinct m.customer_id as id from customer_group_customer m where m.customer_group_id = any($1)`,
  },
  customer_group_customer: {
    subject: "customer",
    // Who is taken out of a group leaves no row behind, and the event names the row: then our own memory tells whom it may have
    // been about, one pass over those in groups for all that are told of at once.
    text: `select m.customer_id as id from customer_group_customer m where m.id = any($1)
           union
           select customer_id from (${OUT_OF_GROUP}) gone
            where exists (select 1 from unnest($1::text[]) told(id)
                           where not exists (select 1 from customer_group_customer m where m.id = told.id))`,
  },
  // One that is deleted leaves no row behind: only our own memory tells whose it was.
  customer_address: {
    subject: "customer",
    text: `select a.customer_id as id from customer_address a where a.id = any($1)
           union select p.customer_id from marketing_profile p where p.address_id = any($1)`,
  },
}
