import { keepPreviousData, useQuery } from "@tanstack/react-query"
import type { Labels } from "../i18n/use-text"
import type { Rule } from "../rules/rule"
import { get, post } from "./client"
import type { ThingSource } from "./things"

export type TemplateThing = Extract<
  ThingSource,
  "product" | "category" | "sales_channel" | "coupon_template" | "segment"
>
export type TemplateParameter = { id: string; label: Labels; min: number; max: number } & (
  | { type: "count" | "days" | "hours"; default: number; unit?: Labels }
  | { type: "amount"; default: number; currency: string }
  | { type: TemplateThing; default?: string[] }
  | { type: "text"; default: string }
  | { type: "field_values"; field: string }
)
export type SegmentTemplate = {
  id: string
  group: { id: string; label: Labels }
  label: Labels
  explanation: Labels
  parameters: TemplateParameter[]
  available: boolean
  /** What this store lacks for it. */
  unavailable: Labels | null
}

/** What is typed so far; null where a number was taken away. */
export type TemplateValue = number | string | null | { amount: number | null; currency: string } | string[]
export type TemplateValues = Record<string, TemplateValue>
export type Filled = { rule: Rule; name: Labels }

const room = ["marketing", "segment-templates"] as const

export const useSegmentTemplates = () =>
  useQuery({
    queryKey: room,
    queryFn: ({ signal }) =>
      get<{ segment_templates: SegmentTemplate[] }>("/admin/marketing/segment-templates", {}, signal),
    staleTime: 60_000,
  })

export const fillTemplate = (id: string, values: TemplateValues, signal?: AbortSignal) =>
  post<Filled>(`/admin/marketing/segment-templates/${id}/fill`, { values }, signal)

/** The rule that a template makes of these values; asking again with others cancels the question before. */
export const useFilledTemplate = (id: string, values: TemplateValues) =>
  useQuery({
    queryKey: [...room, "filled", id, values],
    queryFn: ({ signal }) => fillTemplate(id, values, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
