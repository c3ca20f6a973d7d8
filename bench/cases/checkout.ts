import { randomUUID } from "node:crypto"
import type { Case, Ground } from "../bench"
import { type Answer, COUPONS_OUT, openStorefronts, type Storefront, type Storefronts } from "../storefront"

/** Carts of each case, and how often each is changed. */
const CARTS = 40
const CHANGES = 4
/** More than this and the checkout feels us. */
const EXTRA_MS = 10

/** Somebody tells what never happened, all the time: so many calls a second, from so many addresses. */
const FLOOD = { calls_per_second: 100, addresses: 2, events: 20 }
const TAKEN = 202
const TURNED_AWAY = 429
const MB = 1024 * 1024

const ok = ({ status, body }: Answer, what: string) => {
  if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`)
  return body as never as {
    cart: { id: string; items: { id: string }[]; discount_total: number }
    coupon: { id: number }
    payment_collection: { id: string }
    type: string
  }
}

type Took = { ms: number; worked_ms: number }

/** Carts in our store and in one without us, in turn, over HTTP; then the same while the storefront's door for events is flooded. */
export const checkoutCases = ({ url }: Ground): Case[] => {
  let opening: Promise<Storefronts> | undefined
  const open = () => {
    opening ??= openStorefronts(url)
    return opening
  }
  let cases = 0
  /** The last one shuts the shops. */
  const counted = (one: Case): Case => {
    cases += 1
    return {
      ...one,
      before: async (side, round) => {
        await open()
        await one.before?.(side, round)
      },
      after: async () => {
        await one.after?.()
        cases -= 1
        if (cases > 0 || !opening) return
        await (await opening).close()
        opening = undefined
      },
    }
  }
  const storeOf = async (side: "ours" | "limit"): Promise<Storefront> =>
    side === "ours" ? (await open()).ours : (await open()).plain

  /** Ready to be paid; with a coupon of ours laid on it, or in the store without us with a code that gives as much. */
  const fillCart = async (side: "ours" | "limit", nth: number, discounted: boolean) => {
    const { shop, staff, shoppers, template_id, code, ours } = await open()
    const store = await storeOf(side)
    const { customer_id, token } = shoppers[nth % shoppers.length]!
    const ask = async (path: string, body: object) => ok(await store.post(path, { body, token }), path)
    const { cart } = await ask("/store/carts", {
      region_id: shop.region_id,
      shipping_address: {
        first_name: "A",
        last_name: "B",
        address_1: "Street 1",
        city: "Berlin",
        postal_code: "10115",
        country_code: "de",
      },
    })
    const at = `/store/carts/${cart.id}`
    const filled = await ask(`${at}/line-items`, { variant_id: shop.variant_id, quantity: 1 })
    await ask(`${at}/shipping-methods`, { option_id: shop.shipping_option_id })
    if (discounted && side === "limit") await ask(`${at}/promotions`, { promo_codes: [code] })
    if (discounted && side === "ours") {
      const given = await ours.post(`/admin/marketing/coupon-templates/${template_id}/grant`, {
        body: { customer_id, reason: "bench" },
        token: staff.token,
      })
      const { coupon } = ok(given, "a coupon given")
      await ask(`/store/marketing/carts/${cart.id}/coupons`, { coupon_id: coupon.id })
    }
    return { ask, at, cart_id: cart.id, line: `${at}/line-items/${filled.cart.items[0]!.id}` }
  }
  const timed = async (side: "ours" | "limit", work: () => Promise<void>): Promise<Took> => {
    const store = await storeOf(side)
    const before = await store.weigh()
    const start = performance.now()
    await work()
    const ms = performance.now() - start
    return { ms, worked_ms: (await store.weigh()).worked_ms - before.worked_ms }
  }
  const refresh = async (side: "ours" | "limit", round: number, discounted: boolean) => {
    const { ask, line } = await fillCart(side, round, discounted)
    const took: Took[] = []
    for (let change = 0; change < CHANGES; change++)
      took.push(
        await timed(side, async () => {
          const { cart } = await ask(line, { quantity: 2 + change })
          if (cart.discount_total > 0 !== discounted)
            throw new Error("The cart's discount is not what it should be.")
        }),
      )
    return took
  }
  const complete = async (side: "ours" | "limit", round: number, discounted: boolean) => {
    const { ask, at, cart_id } = await fillCart(side, round, discounted)
    const { payment_collection } = await ask("/store/payment-collections", { cart_id })
    await ask(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    })
    return [
      await timed(side, async () => {
        const { type } = await ask(`${at}/complete`, {})
        if (type !== "order") throw new Error("The order was not placed.")
      }),
    ]
  }

  /** Half of them and 95 in 100, and what the store's own process worked for each, from the same rounds. */
  const threefold = (
    name: string,
    sample: (side: "ours" | "limit", round: number) => Promise<Took[]>,
    goals: Partial<Case>,
  ): Case[] => {
    const took = { ours: [] as Took[], limit: [] as Took[] }
    let measured = false
    const rounds = (side: "ours" | "limit") => async (round: number) => {
      if (measured) return
      const times = await sample(side, round)
      if (round > 0) took[side].push(...times)
    }
    const figure = (what: string, quantile: number, of: keyof Took, goals: Partial<Case> = {}): Case => ({
      name: `${name}, ${what}`,
      ours: rounds("ours"),
      limit: rounds("limit"),
      after: async () => {
        measured = true
      },
      times: (side) => took[side].map((one) => one[of]),
      rounds: CARTS,
      quantile,
      ...goals,
    })
    return [
      figure("half of them", 0.5, "ms"),
      figure("95 in 100", 0.95, "ms", goals),
      figure("processor time of half of them", 0.5, "worked_ms"),
    ]
  }
  const beside = { goal_ratio: 1, goal_extra_ms: EXTRA_MS }
  const out = COUPONS_OUT.toLocaleString("en")

  const flood = flooding(open)
  return [
    ...threefold(
      `checkout: a cart changed, with a coupon of ${out}`,
      (side, n) => refresh(side, n, true),
      beside,
    ),
    ...threefold("checkout: a cart changed, without", (side, n) => refresh(side, n, false), beside),
    ...threefold(
      `checkout: an order placed, with a coupon of ${out}`,
      (side, n) => complete(side, n, true),
      beside,
    ),
    ...threefold("checkout: an order placed, without", (side, n) => complete(side, n, false), beside),
    // Both sides are our store: the other one is not flooded.
    ...threefold(
      `ingestion: a cart changed while ${FLOOD.calls_per_second} calls a second come`,
      async (side, round) => {
        if (side === "limit") return refresh("ours", round, false)
        const calm = await flood.begin()
        try {
          return await refresh("ours", round, false)
        } finally {
          await calm()
        }
      },
      { goal_ratio: 1.1 },
    ),
    {
      name: "ingestion: memory that a minute of it takes",
      ours: flood.minute,
      rounds: 1,
      times: () => [flood.grown()],
      unit: "MB",
      goal_ms: 150,
    },
    {
      name: "ingestion: of 1,000 such calls neither taken nor turned away",
      ours: async () => undefined,
      rounds: 0,
      times: () => [flood.otherwise()],
      unit: "",
      goal_ms: 0,
    },
  ].map(counted)
}

function flooding(open: () => Promise<Storefronts>) {
  let most = 0
  const answers = new Map<number | string, number>()
  const call = async (nth: number) => {
    const { ours } = await open()
    const events = Array.from({ length: FLOOD.events }, () => ({
      type: "track",
      id: randomUUID(),
      event: "product_viewed",
      properties: { path: "/shoes" },
    }))
    const { status } = await ours.post("/store/marketing/events", {
      body: { visitor_id: randomUUID(), events },
      from: `127.0.0.${2 + (nth % FLOOD.addresses)}`,
    })
    note(status)
  }
  const note = (status: number | string) => answers.set(status, (answers.get(status) ?? 0) + 1)
  /** Calls come at their pace, whether the ones before are answered or not. Answers how to end it. */
  const begin = async () => {
    const start = performance.now()
    let sent = 0
    const open_calls = new Set<Promise<unknown>>()
    const timer = setInterval(() => {
      const due = ((performance.now() - start) / 1000) * FLOOD.calls_per_second
      for (; sent < due; sent++) {
        const one = call(sent)
          .catch((error: Error) => note(error.message))
          .finally(() => open_calls.delete(one))
        open_calls.add(one)
      }
    }, 5)
    return async () => {
      clearInterval(timer)
      await Promise.all(open_calls)
    }
  }
  return {
    begin,
    minute: async (round: number) => {
      if (round === 0) return
      const { ours } = await open()
      const before = (await ours.weigh()).bytes
      const calm = await begin()
      for (let second = 0; second < 60; second++) {
        await new Promise((resolve) => setTimeout(resolve, 1000))
        most = Math.max(most, (await ours.weigh()).bytes - before)
      }
      await calm()
      console.log(`answered: ${[...answers].map(([status, times]) => `${times} times ${status}`).join(", ")}`)
    },
    grown: () => most / MB,
    otherwise: () => {
      const times = (of: (status: number | string) => boolean) =>
        [...answers].reduce((sum, [status, n]) => sum + (of(status) ? n : 0), 0)
      return (1000 * times((status) => status !== TAKEN && status !== TURNED_AWAY)) / times(() => true)
    },
  }
}
