/**
 * How many pieces of each variant can be bought now: of every part it is made of what lies, and is not reserved, where a sales
 * channel of the product takes it from; the scarcest part decides. Only variants whose stock the store counts, and of which it sells
 * no more than there are. `$1`: only these products, or null.
 */
export const STOCK_NOW = `
  with part as materialized (
    select v.product_id, v.id as variant_id, link.inventory_item_id, link.required_quantity
      from product_variant v
      join product on product.id = v.product_id and product.deleted_at is null and product.status = 'published'
      join product_variant_inventory_item link on link.variant_id = v.id and link.deleted_at is null
     where v.deleted_at is null and v.manage_inventory and not v.allow_backorder
       and ($1::text[] is null or v.product_id = any($1))
  ), place as materialized (
    select distinct sold.product_id, at.stock_location_id
      from product_sales_channel sold
      join sales_channel_stock_location at on at.sales_channel_id = sold.sales_channel_id and at.deleted_at is null
     where sold.deleted_at is null and ($1::text[] is null or sold.product_id = any($1))
  ), free as materialized (
    select part.variant_id, part.inventory_item_id, sum(level.stocked_quantity - level.reserved_quantity) as pieces
      from part
      join place on place.product_id = part.product_id
      join inventory_level level on level.inventory_item_id = part.inventory_item_id
       and level.location_id = place.stock_location_id and level.deleted_at is null
     group by 1, 2
  )
  select part.product_id, part.variant_id,
         min(floor(coalesce(free.pieces, 0) / greatest(part.required_quantity, 1)))::bigint as available
    from part left join free using (variant_id, inventory_item_id)
   group by 1, 2`
