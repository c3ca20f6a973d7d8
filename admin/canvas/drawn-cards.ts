import { toast } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import type { CanvasNode } from "../../src/core/canvas/schema"
import type { CatalogueKind } from "../api/catalogue"
import { post } from "../api/client"
import { sampleSettings } from "../editor/start-settings"
import { useText } from "../i18n/use-text"
import { useReason } from "../page/reason"
import type { Card } from "./use-cards"

// After the last letter; a card that is new is asked for at once.
const PAUSE_MS = 250
/** While the store cannot be reached. */
const RETRY_MS = 5_000

/** Said once, however often it is tried again. */
const UNKNOWN = "marketing-cards-unknown"

type Known = { kind: string; settings: CanvasNode["settings"]; card?: Card }

const askCards = (nodes: Pick<CanvasNode, "id" | "kind" | "settings">[], signal?: AbortSignal) =>
  post<{ cards: Card[] }>("/admin/marketing/canvas/cards", { nodes }, signal)

/**
 * What the server says of cards that are being drawn. It is asked again after settings changed; until it answers what it said last still
 * stands, and while they do not fit the ways do, so that no line is lost over a letter. Where it does not answer at all the merchant is told, and it is asked again by and by.
 */
export function useDrawnCards(nodes: CanvasNode[]): (id: string) => Card | undefined {
  const { t } = useText()
  const reasonOf = useReason()
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map())
  const [again, setAgain] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a language never change
  useEffect(() => {
    const asked = nodes.filter(({ id, kind, settings }) => {
      const before = known.get(id)
      return before?.kind !== kind || before.settings !== settings
    })
    if (asked.length === 0) return
    const stop = new AbortController()
    let retry: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const sent = asked.map(({ id, kind, settings }) => ({ id, kind, settings }))
      const answer = await askCards(sent, stop.signal).catch((error: unknown) => {
        if (stop.signal.aborted) return null
        toast.error(t("canvas.cardsUnknown"), { id: UNKNOWN, description: reasonOf(error) })
        retry = setTimeout(() => setAgain((times) => times + 1), RETRY_MS)
        return null
      })
      if (!answer || stop.signal.aborted) return
      toast.dismiss(UNKNOWN)
      const said = new Map(answer.cards.map((card) => [card.node, card]))
      setKnown((before) => {
        const next = new Map(before)
        for (const { id, kind, settings } of asked) {
          const last = before.get(id)
          next.set(id, {
            kind,
            settings,
            card:
              said.get(id) ?? (last?.kind === kind && last.card ? { ...last.card, unfit: true } : undefined),
          })
        }
        return next
      })
    }
    const isNew = asked.some(({ id }) => !known.has(id))
    const timer = setTimeout(() => void ask(), isNew ? 0 : PAUSE_MS)
    return () => {
      clearTimeout(timer)
      clearTimeout(retry)
      stop.abort()
    }
  }, [nodes, known, again])
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
