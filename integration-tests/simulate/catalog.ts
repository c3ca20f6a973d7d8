import { DAY } from "./clocks"
import type { Person, Segments } from "./conditions"
import type { PlanInModel } from "./plan-in-model"

/** What a product cost and how much of it there was, from when on. */
export type Product = { id: string; prices: { at: number; amount: number }[]; pieces: number }

/** What becomes known of a product at one moment. */
export type News =
  | { product: string; of: "price"; from: number; to: number }
  | { product: string; of: "stock"; before: number; now: number }

/** A price counts against the lowest that was asked in so long. */
const COMPARED = 30 * DAY

export function changePrice(product: Product, amount: number, now: number): News {
  const { prices } = product
  const asked = prices.filter((_, index) => (prices[index + 1]?.at ?? now) > now - COMPARED)
  const from = Math.min(...asked.map((price) => price.amount))
  prices.push({ at: now, amount })
  return { product: product.id, of: "price", from, to: amount }
}

export function changePieces(product: Product, pieces: number): News {
  const before = product.pieces
  product.pieces = pieces
  return { product: product.id, of: "stock", before, now: pieces }
}

/** Keeps the news for everybody on the list of a plan that listens for them, unless they came in for the same product of late. */
export function hearNews(
  plan: PlanInModel,
  news: News,
  { segments, people, now }: { segments: Segments; people: Person[]; now: number },
): void {
  if (plan.state !== "running") return
  for (const { id: node, kind, settings } of plan.canvas.nodes) {
    const isNews =
      news.of === "price"
        ? kind === "trigger:price-drop" &&
          news.to < news.from &&
          (news.from - news.to) * 100 >= (settings.percent as number) * news.from
        : kind === "trigger:back-in-stock" && news.before <= 0 && news.now > 0
    if (!isNews) continue
    const { members } = segments.get(settings.segment_id as string) as { members: Set<number> }
    const rested = now - (settings.cool_down_days as number) * DAY
    for (const person of people.filter(({ pid, deleted }) => members.has(pid) && !deleted)) {
      const wasIn = plan.stays.some(
        (stay) =>
          stay.person === person &&
          stay.entry === node &&
          stay.about === news.product &&
          stay.entered > rested,
      )
      if (wasIn) continue
      plan.heard.push({
        ...{ node, canvas: plan.canvas, person, name: "news", at: now, due: now, starts: true },
        ...{ about: news.product, key: `${node} ${news.product}`, trusted: true },
      })
    }
  }
}
