import type { coreCatalog } from "./catalog"
import { draw, settle } from "./plans"
import { addPeople, type World } from "./world"

type Shop = ReturnType<typeof coreCatalog>
export type Sold = Awaited<ReturnType<Shop["sells"]>>

/** What stories about news of the catalogue are told with. */
export function catalogNews(of: () => { world: World; shop: Shop }) {
  const publish = async (trigger: string, given: object = {}, rest: object = {}, settings: object = {}) => {
    const canvas = draw({ news: [`trigger:${trigger}`, { ...given }], note: ["join"], ...rest }, [
      "news out note",
      ...("mail" in rest ? ["note out mail"] : []),
      ...("give" in rest ? ["note out give"] : []),
    ])
    const { id } = await of().world.marketing.savePlan({
      plan: { name: "A plan", type: "triggered", canvas, settings },
      actor: "a",
    })
    await of().world.marketing.publishPlan({ plan_id: id, actor: "a" })
    return id
  }
  /** Time goes by, then the whole catalogue is looked at. */
  const look = async (span: Parameters<World["clock"]["pass"]>[0] = { minutes: 1 }) => {
    of().world.clock.pass(span)
    await of().world.marketing.lookAtCatalog({ whole: true })
    await settle(of().world.marketing)
  }
  const sells = async (...given: Parameters<Shop["sells"]>): Promise<Sold> => {
    const sold = await of().shop.sells(...given)
    await of().world.marketing.syncProducts([sold.product_id])
    return sold
  }
  const person = async (first_name: string, given: object = {}) => {
    const [pid] = await addPeople(of().world.database, [{ first_name, ...given }])
    return pid!
  }
  const viewed = async (pid: number, { product_id }: Sold) => {
    const at = await of().world.clock.now()
    await of().world.marketing.ensureMonths({ table: "event", from: at, to: at })
    await of().world.database.run(
      `insert into marketing_event (at, key, name, pid, product, trusted)
       select $1, 'seen:' || $2::int || $3, 'product_viewed', $2, product, false from marketing_product where product_id = $3`,
      [at, pid, product_id],
    )
  }
  const hasInCart = async (pid: number, { product_id, variant_id }: Sold, currency = "eur") => {
    const at = await of().world.clock.now()
    const cart = `cart_${pid}`
    await of().world.database.run(
      "insert into marketing_cart (cart_id, pid, currency, created_at, updated_at) values ($1, $2, $3, $4, $4) on conflict do nothing",
      [cart, pid, currency, at],
    )
    await of().world.database.run(
      `insert into marketing_cart_line (cart_id, line, pid, product, variant_id, quantity, amount, currency)
       select $1, (select count(*) from marketing_cart_line where cart_id = $1), $2, product, $3, 1, 1000, $4
         from marketing_product where product_id = $5`,
      [cart, pid, variant_id, currency, product_id],
    )
  }
  const bought = async (pid: number, { product_id }: Sold) => {
    const at = await of().world.clock.now()
    await of().world.database.run(
      `insert into marketing_customer_product (pid, product, currency, purchases, quantity, net, first_at, last_at)
       select $1, product, 'eur', 1, 1, 1000, $2, $2 from marketing_product where product_id = $3`,
      [pid, at, product_id],
    )
  }
  const told = async () =>
    (
      await of().world.database.rows<{ name: string }>(
        `select first_name as name from marketing_step_log join marketing_profile using (pid)
          where node = 'note' order by finished_at, pid`,
      )
    ).map((row) => row.name)

  return { publish, look, sells, person, viewed, hasInCart, bought, told }
}
