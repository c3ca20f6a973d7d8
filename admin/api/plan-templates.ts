import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Canvas } from "../../src/core/canvas/schema"
import type { Labels } from "../i18n/use-text"
import { get, post } from "./client"
import type { Plan, PlanCategory, PlanDraft, PlanType } from "./plans"
import type { TemplateParameter, TemplateValues } from "./segment-templates"

export type PlanTemplate = {
  id: string
  group: { id: string; label: Labels }
  label: Labels
  explanation: Labels
  /** When it pays, and what to expect of it. */
  use: Labels
  category: PlanCategory
  type: PlanType
  parameters: TemplateParameter[]
  canvas: Pick<Canvas, "nodes" | "edges">
  /** Kinds it uses that this store has not. */
  missing_kinds: string[]
}

export const usePlanTemplates = () =>
  useQuery({
    queryKey: ["marketing", "plan-templates"],
    queryFn: ({ signal }) =>
      get<{ plan_templates: PlanTemplate[] }>("/admin/marketing/plan-templates", {}, signal),
    staleTime: 60_000,
  })

type Using = { id: string; name: string; values: TemplateValues; language: "en" | "zhCN" }

/** Makes a draft of a template. */
export const useUsePlanTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, name, values, language }: Using) => {
      const asked = { values, language }
      const { plan } = await post<{ plan: Omit<PlanDraft, "name"> & { name: Labels } }>(
        `/admin/marketing/plan-templates/${id}/fill`,
        asked,
      )
      return post<{ plan: Plan }>("/admin/marketing/plans", { ...plan, name })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["marketing", "plans"] }),
  })
}
