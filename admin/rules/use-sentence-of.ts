import { useContext } from "react"
import { conditionsIn } from "../../src/core/rules/segments"
import { useSentence } from "../api/rules"
import { useText } from "../i18n/use-text"
import { NodeNames } from "../page/problem-text"
import { calledInList, EarlierCardsContext } from "./earlier-cards"
import type { Rule } from "./rule"

/** The rule as one plain sentence in the reader's language; cards that it asks about go by what they are called on the canvas. */
export function useSentenceOf(rule: Rule | null) {
  const { language } = useText()
  const earlier = useContext(EarlierCardsContext)
  const nameOf = useContext(NodeNames)
  const cards = Object.fromEntries(
    nodesIn(rule).flatMap((id) => {
      const card = earlier?.cards.find((one) => one.id === id)
      const name = card ? calledInList(card) : nameOf(id)
      return name ? [[id, name]] : []
    }),
  )
  return useSentence(rule, language, cards)
}

/** A plan that a program made may hold what is no rule. */
const nodesIn = (rule: Rule | null): string[] =>
  (rule ? conditionsIn(rule) : []).flatMap(({ condition }) => {
    const { plan, node, window } = (condition ?? {}) as Partial<Record<string, unknown>>
    const since = (window ?? {}) as Partial<Record<string, unknown>>
    const named = [plan && node, since.since === "node" && since.node]
    return named.filter((id): id is string => typeof id === "string")
  })
