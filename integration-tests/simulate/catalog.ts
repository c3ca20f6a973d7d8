import { DAY } from "./clocks"
import type { Person, Segments } from "./conditions"
import type { PlanInModel } from "./plan-in-model"

/** What a product cost and how much of it there was, from when on. */
export type Product = { id: string; prices: { at: number; amount: number }[]; pieces: number }

/** A promotion of the store for everything, as its customers know it by its code. */
export type Promotion = { id: string; code: string; isOn: boolean }

/** What becomes known at one moment about a product or a promotion. */
export type News =
  | { about: string; of: "price"; from: number; to: number }
  | { about: string; of: "stock"; before: number; now: number }
  | { about: string; of: "promotion"; code: string }

/** A price counts against the lowest that was asked in so long. */
const COMPARED = 30 * DAY

export function changePrice(product: Product, amount: number, now: number): News {
  const { prices } = product
  const asked = prices.filter((_, index) => (prices[index + 1]?.at ?? now) > now - COMPARED)
  const from = Math.min(...asked.map((price) => price.amount))
  prices.push({ at: now, amount })
  return { about: product.id, of: "price", from, to: amount }
}

export function changePieces(product: Product, pieces: number): News {
  const before = product.pieces
  product.pieces = pieces
  return { about: product.id, of: "stock", before, now: pieces }
}

/** Only its beginning is told. */
export function switchPromotion(promotion: Promotion): News | null {
  promotion.isOn = !promotion.isOn
  return promotion.isOn ? { about: promotion.id, of: "promotion", code: promotion.code } : null
}

/** Whether a trigger with these settings means these news. */
const MEANT: Record<string, (settings: Record<string, unknown>, news: News) => boolean> = {
  "trigger:price-drop": ({ percent }, news) =>
    news.of === "price" &&
    news.to < news.from &&
    (news.from - news.to) * 100 >= (percent as number) * news.from,
  "trigger:back-in-stock": (_, news) => news.of === "stock" && news.before <= 0 && news.now > 0,
  "trigger:low-stock": ({ at_most }, news) =>
    news.of === "stock" &&
    news.before > (at_most as number) &&
    news.now <= (at_most as number) &&
    news.now > 0,
  "trigger:promotion-started": ({ code }, news) =>
    news.of === "promotion" && (code === undefined || code === news.code),
}

/** Keeps the news for everybody on the list of a plan that listens for them, unless they came in for the same of late. */
export function hearNews(
  plan: PlanInModel,
  news: News,
  { segments, people, now }: { segments: Segments; people: Person[]; now: number },
): void {
  if (plan.state !== "running") return
  for (const { id: node, kind, settings } of plan.canvas.nodes) {
    if (!MEANT[kind]?.(settings, news)) continue
    const { members } = segments.get(settings.segment_id as string) as { members: Set<number> }
    const rested = now - (settings.cool_down_days as number) * DAY
    for (const person of people.filter(({ pid, deleted }) => members.has(pid) && !deleted)) {
      const wasIn = plan.stays.some(
        (stay) =>
          stay.person === person && stay.entry === node && stay.about === news.about && stay.entered > rested,
      )
      if (wasIn) continue
      plan.heard.push({
        ...{ node, canvas: plan.canvas, person, name: "news", at: now, due: now, starts: true },
        ...{ about: news.about, key: `${node} ${news.about}`, trusted: true },
      })
    }
  }
}
