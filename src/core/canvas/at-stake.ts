import type { Canvas } from "./schema"

/** What a card gives to one person, or to all who come. */
export type Gift = {
  points: number
  /** Minor units by currency. Points are worth so much in each in which they can be spent: in one of these, not in all. */
  worth: Record<string, number>
  /** A part of it is worth what the cart is, as a share of it or its delivery. */
  by_the_cart: boolean
}

/** What one card would send or give. */
export type AtStake = {
  node: string
  kind: string
  name?: string
  /** Heads that would come to it; null where it cannot be said beforehand. */
  heads: number | null
  /** Where it cannot: never more than these, if so much can be said. */
  at_most: number | null
  /** What it gives: to all of these heads, or to each where nobody knows how many. */
  gift: Gift | null
}

type Counted = {
  nodes: Record<string, number | null>
  at_most: Record<string, number>
  /** What one person gets at a card. */
  gifts: Record<string, Gift>
}

/** Cards that send messages or give benefits, in the order of the canvas, with what the estimate says about them. */
export const atStakeOf = (
  { nodes }: Canvas,
  { nodes: counted, at_most, gifts }: Counted,
  groupOf: (kind: string) => string | undefined,
): AtStake[] =>
  nodes
    .filter((node) => ["reach", "give"].includes(groupOf(node.kind) ?? ""))
    .map(({ id, kind, name }) => {
      const heads = counted[id] ?? null
      const most = heads === null ? (at_most[id] ?? null) : null
      const gift = gifts[id]
      return {
        node: id,
        kind,
        ...(name ? { name } : {}),
        heads,
        at_most: most,
        gift: gift ? times(gift, heads ?? most ?? 1) : null,
      }
    })

const times = ({ points, worth, by_the_cart }: Gift, heads: number): Gift => ({
  points: points * heads,
  worth: Object.fromEntries(Object.entries(worth).map(([currency, amount]) => [currency, amount * heads])),
  by_the_cart,
})

/** What all benefits together are worth at most, by currency; only of cards whose heads are known or bounded. */
export function worthAtStake(cards: AtStake[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { gift, heads, at_most } of cards) {
    if (!gift || (heads ?? at_most) === null) continue
    for (const [currency, amount] of Object.entries(gift.worth)) sum[currency] = (sum[currency] ?? 0) + amount
  }
  return sum
}
