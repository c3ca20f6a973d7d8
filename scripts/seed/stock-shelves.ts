import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createProductCategoriesWorkflow, createProductsWorkflow } from "@medusajs/medusa/core-flows"
import { shelves } from "./catalogue"
import type { Chance } from "./chance"
import type { Shop } from "./furnish"
import type { Ware } from "./year"

const finishes = ["Natural", "Slate", "Sage", "Ochre", "Ivory", "Terracotta"]
const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")

/** The category tree and 150 products with one or two variants; answers every variant as a ware, in a fixed order. */
export async function stockShelves(container: MedusaContainer, shop: Shop, chance: Chance): Promise<Ware[]> {
  const products = plannedProducts(chance)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: there } = await query.graph({ entity: "product", fields: ["handle"] })
  const known = new Set(there.map((product) => product.handle))
  const missing = products.filter((product) => !known.has(product.handle))
  if (missing.length > 0) {
    const categories = await ensureCategories(container)
    await createProductsWorkflow(container).run({
      input: {
        products: missing.map(({ shelf, variants, title, handle }) => ({
          title,
          handle,
          status: "published" as const,
          shipping_profile_id: shop.shipping_profile_id,
          category_ids: [categories.get(shelves[shelf]!.name)!],
          sales_channels: [{ id: shop.sales_channel_id }],
          options: [{ title: "Finish", values: variants.map((v) => v.finish) }],
          variants: variants.map(({ finish, price }) => ({
            title: finish,
            sku: `${handle}-${slug(finish)}`,
            options: { Finish: finish },
            manage_inventory: false,
            prices: [{ currency_code: "eur", amount: price / 100 }],
          })),
        })),
      },
    })
  }
  return readWares(container, products)
}

type Planned = { shelf: number; title: string; handle: string; variants: { finish: string; price: number }[] }

function plannedProducts(chance: Chance): Planned[] {
  return shelves.flatMap(({ products, prices: [low, high] }, shelf) =>
    products.map((title) => {
      // Most things are at the cheap end of their shelf; prices end on 90.
      const price = Math.round((low + (high - low) * chance.next() ** 2) / 100) * 100 - 10
      const first = chance.whole(0, finishes.length - 1)
      const count = chance.happens(0.45) ? 2 : 1
      return {
        shelf,
        title,
        handle: slug(title),
        variants: Array.from({ length: count }, (_, index) => ({
          finish: finishes[(first + index) % finishes.length]!,
          price: price + index * 500,
        })),
      }
    }),
  )
}

async function ensureCategories(container: MedusaContainer): Promise<Map<string, string>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "product_category", fields: ["id", "name"] })
  const ids = new Map<string, string>(data.map((category) => [category.name, category.id]))
  const make = async (wanted: { name: string; parent_category_id?: string }[]) => {
    const missing = wanted.filter(({ name }) => !ids.has(name))
    if (missing.length === 0) return
    const { result } = await createProductCategoriesWorkflow(container).run({
      input: { product_categories: missing.map((category) => ({ ...category, is_active: true })) },
    })
    for (const category of result) ids.set(category.name, category.id)
  }
  await make([...new Set(shelves.map((shelf) => shelf.parent))].map((name) => ({ name })))
  await make(shelves.map(({ name, parent }) => ({ name, parent_category_id: ids.get(parent) })))
  return ids
}

async function readWares(container: MedusaContainer, products: Planned[]): Promise<Ware[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "product",
    fields: ["id", "handle", "title", "variants.id", "variants.title"],
  })
  const made = new Map(data.map((product) => [product.handle, product]))
  return products.flatMap(({ handle, shelf, variants }) => {
    const product = made.get(handle)!
    return variants.flatMap(({ finish, price }) => {
      const variant = product.variants.find((v: { title?: string | null } | null) => v?.title === finish)
      if (!variant) return []
      const { id: product_id, title } = product
      return [{ product_id, variant_id: variant.id, title, variant: finish, handle, shelf, price }]
    })
  })
}
