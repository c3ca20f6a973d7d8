import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { OwnParameter } from "../../src/core/canvas/own-template"
import type { Canvas } from "../../src/core/canvas/schema"
import type { Labels } from "../i18n/use-text"
import { get, post, remove } from "./client"
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
  /** Made in this store, of a plan of its own. */
  own: boolean
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

const room = ["marketing", "plan-templates"]
const path = (id = "") => `/admin/marketing/plan-templates${id && `/${id}`}`

type Named = { name: string; description: string }

/** Makes a template of the saved draft of a plan. */
export const useMakeOwnTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: Named & { plan_id: string; parameters: OwnParameter[] }) =>
      post<{ plan_template: { id: string } }>(path(), given),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useRenameOwnTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...named }: Named & { id: string }) => post<unknown>(path(id), named),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useRemoveOwnTemplate = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path(id)),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}
