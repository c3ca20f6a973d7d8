import { useQuery } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import type { CanvasNode } from "../../src/core/canvas/schema"
import type { CatalogueKind } from "../api/catalogue"
import { post } from "../api/client"
import { sampleSettings } from "../editor/start-settings"
import type { Card } from "./use-cards"

// After the last letter; a card that is new is asked for at once.
const PAUSE_MS = 250

type Known = { kind: string; settings: CanvasNode["settings"]; card?: Card }

const askCards = (nodes: Pick<CanvasNode, "id" | "kind" | "settings">[], signal?: AbortSignal) =>
  post<{ cards: Card[] }>("/admin/marketing/canvas/cards", { nodes }, signal)

/**
 * What the server says of cards that are being drawn. It is asked again after settings changed; until it answers, and while they do
 * not fit, what it said last still stands.
 */
export function useDrawnCards(nodes: CanvasNode[]): (id: string) => Card | undefined {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map())
  useEffect(() => {
    const asked = nodes.filter(({ id, kind, settings }) => {
      const before = known.get(id)
      return before?.kind !== kind || before.settings !== settings
    })
    if (asked.length === 0) return
    const stop = new AbortController()
    const ask = async () => {
      const sent = asked.map(({ id, kind, settings }) => ({ id, kind, settings }))
      const answer = await askCards(sent, stop.signal).catch(() => null)
      if (!answer || stop.signal.aborted) return
      const said = new Map(answer.cards.map((card) => [card.node, card]))
      setKnown((before) => {
        const next = new Map(before)
        for (const { id, kind, settings } of asked) {
          const last = before.get(id)
          next.set(id, {
            kind,
            settings,
            card: said.get(id) ?? (last?.kind === kind ? last.card : undefined),
          })
        }
        return next
      })
    }
    const isNew = asked.some(({ id }) => !known.has(id))
    const timer = setTimeout(() => void ask(), isNew ? 0 : PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [nodes, known])
  return useMemo(() => (id: string) => known.get(id)?.card, [known])
}

/** The ways of a card that is new, by its kind, for kinds whose ways depend on their settings. */
export function useNewCards(kinds: CatalogueKind[]): ReadonlyMap<string, Card> {
  const unsure = kinds.filter(({ ports, inputs }) => ports === null || inputs === null)
  const nodes = unsure.map((kind, index) => ({
    id: `k${index}`,
    kind: kind.id,
    settings: sampleSettings(kind),
  }))
  const asked = useQuery({
    queryKey: ["marketing", "kinds", "new-cards", nodes],
    queryFn: ({ signal }) => askCards(nodes, signal),
    enabled: nodes.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const cards = asked.data?.cards
  // biome-ignore lint/correctness/useExhaustiveDependencies: the nodes follow from the kinds
  return useMemo(() => {
    const byNode = new Map((cards ?? []).map((card) => [card.node, card]))
    return new Map(
      nodes.flatMap(({ id, kind }) => {
        const card = byNode.get(id)
        return card ? [[kind, card] as const] : []
      }),
    )
  }, [cards, kinds])
}
