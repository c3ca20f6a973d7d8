import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Problem } from "../../src/core/problem"
import type { Rule } from "../rules/rule"
import { post } from "./client"
import type { Person } from "./segments"

export type Preview = {
  count: number
  total: number
  exact: boolean
  took_ms: number
  reachable: Record<string, number>
  sample: Person[]
}

export type Explanation = {
  matches: boolean
  /** Of the rule of a sample: they are one of those drawn. */
  drawn?: boolean
  conditions: {
    path: string
    matches: boolean
    /** Ids of the orders, events, messages or coupons that show it. */
    witnesses: string[]
    /** Of a field: what it is for them. Null: not known. */
    value?: unknown
    /** Of something done: what it came to, by each measure. */
    measured?: Partial<Record<string, number | null>>
    changes_at: string | null
    changes: "then" | "never" | "not_within_a_year" | "nobody_can_say"
  }[]
}

export const checkRule = (rule: Rule) =>
  post<{ problems: Problem[] }>("/admin/marketing/rules/check", { rule })

/** Asking again with another rule cancels the question before. */
export const useRuleCheck = (rule: Rule, given: { inCanvas?: boolean; asSegment?: string } = {}) => {
  const asked = { rule, in_canvas: given.inCanvas, segment_id: given.asSegment }
  return useQuery({
    queryKey: ["marketing", "rules", "check", asked],
    queryFn: ({ signal }) => post<{ problems: Problem[] }>("/admin/marketing/rules/check", asked, signal),
    placeholderData: keepPreviousData,
  })
}

/** After an outage: asks for everything about the rules in sight again, whether they are right, too. */
export function useAskAgain(): () => void {
  const queries = useQueryClient()
  return () => void queries.refetchQueries({ queryKey: ["marketing", "rules"], type: "active" })
}

export const usePreview = (rule: Rule | null) =>
  useQuery({
    queryKey: ["marketing", "rules", "preview", rule],
    queryFn: ({ signal }) => post<Preview>("/admin/marketing/rules/preview", { rule }, signal),
    enabled: rule !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })

/** `cards`: what cards that the rule asks about are called. */
export const useSentence = (rule: Rule | null, language: string, cards: Record<string, string>) =>
  useQuery({
    queryKey: ["marketing", "rules", "sentence", rule, language, cards],
    queryFn: ({ signal }) =>
      post<{ text: string }>("/admin/marketing/rules/describe", { rule, language, cards }, signal),
    enabled: rule !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })

/** Why one customer belongs or not. */
export const useExplanation = (asked: { rule: Rule; customer_id: string; segment_id?: string }) =>
  useQuery({
    queryKey: ["marketing", "rules", "explain", asked],
    queryFn: ({ signal }) => post<Explanation>("/admin/marketing/rules/explain", asked, signal),
    retry: false,
  })
