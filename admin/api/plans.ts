import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Gift } from "../../src/core/canvas/at-stake"
import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Canvas } from "../../src/core/canvas/schema"
import type { WizardInput } from "../../src/core/canvas/wizard"
import type { PlanAction, PlanState } from "../../src/core/plan-state"
import type { Problem } from "../../src/core/problem"
import type { PlanReport } from "../../src/core/report/plan-report"
import type { GoalProgress } from "../../src/core/report/targets"
import { get, post, Refusal, remove } from "./client"
import type { ListAsk, Page } from "./lists"

export type { PlanAction, PlanState }
export const PLAN_STATES: PlanState[] = [
  "draft",
  "in_review",
  "scheduled",
  "running",
  "paused",
  "ended",
  "cancelled",
  "archived",
]
export const CATEGORIES = ["marketing", "care", "notice", "other"] as const
export type PlanCategory = (typeof CATEGORIES)[number]
export const PLAN_TYPES = ["one_time", "recurring", "triggered"] as const
export type PlanType = (typeof PLAN_TYPES)[number]

export type PlanRow = {
  id: string
  name: string
  category: PlanCategory | "hidden"
  type: PlanType
  state: PlanState
  /** A draft waits for approval, whatever runs beside it. */
  in_review: boolean
  created_by: string | null
  created_at: string
  updated_at: string
  version: number | null
  /** People in it now, and everybody who ever came in. */
  inside: number
  covered: number
  /** How far it came, as in its report. */
  goal?: GoalProgress | null
  targets?: GoalProgress[]
  /** When it starts next; null while it is not to start again. */
  next_run_at?: string | null
}

export type Plan = Omit<PlanRow, "inside" | "covered" | "goal" | "targets"> & {
  settings: PlanSettings
  canvas: Canvas
  revision: number
  actions: PlanAction[]
  /** Settings and canvas are those of a draft beside the version that runs, and say something else. */
  has_changes: boolean
  review: Review | null
}

/** What was submitted last, and what became of it. */
export type Review = {
  state: "waiting" | "approved" | "rejected" | "withdrawn"
  revision: number
  note: string | null
  submitted_by: string
  submitted_at: string
  decided_by: string | null
  decided_at: string | null
  reason: string | null
}

/** What is sent: settings left out take the server's defaults. */
export type PlanDraft = {
  name: string
  category: PlanCategory | "hidden"
  type: PlanType
  settings: Partial<PlanSettings>
  canvas?: Pick<Canvas, "nodes" | "edges"> & Partial<Canvas>
  /** Instead of a canvas: the wizard's answers. */
  wizard?: WizardInput
  revision?: number
}

export type Run = {
  id: string
  slot: string
  state: "scheduled" | "enrolling" | "running" | "ended" | "cancelled"
  version: number
  due_at: string
  started_at: string | null
  ended_at: string | null
  /** Earlier firings that it stands in for. */
  missed: number
  /** Why it cannot begin, or take people in, at the moment. */
  reason: string | null
  inside: number
  through: number
  left: number
  held_out: number
}

/** Live counts of one node; `passed` says how many left by each port, "" who left the plan there. */
export type NodeFigures = {
  node: string
  in: number
  waiting: number
  retrying: number
  parked: number
  passed: Record<string, number>
  /** What became of what was sent here; absent where nothing is sent. */
  messages?: { queued: number; sent: number; blocked: number; failed: number }
}

export type PlanPerson = {
  customer_id: string
  name: string | null
  email: string | null
  state: "inside" | "through" | "left" | "held_out"
  reason: string | null
  entered_at: string
  ended_at: string | null
  reached_at: string | null
  clicked_at: string | null
  orders: number
  net: { currency: string; amount: number }[]
}

export type Estimate = {
  as_of: string
  /** Heads that would come in now; null while there are errors. */
  audience: number | null
  held_out: number | null
  nodes: Record<string, number | null>
  /** Where `nodes` says null: never more than these. */
  at_most: Record<string, number>
  /** What one person gets at each card that gives points or coupons. */
  gifts: Record<string, Gift>
  reachable: Record<string, number>
  problems: Problem[]
}

export type AuditEntry = {
  id: number
  at: string
  actor: string | null
  action: string
  detail: Record<string, unknown>
}

const room = ["marketing", "plans"] as const
const path = (id: string, rest = "") => `/admin/marketing/plans/${id}${rest}`
// A running plan moves by itself; a few seconds feel live and cost nothing.
const LIVE_MS = 4000
/** Many plans at once are looked over, not watched. */
const LIST_MS = 10_000

export const usePlans = (ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "list", ask],
    queryFn: ({ signal }) => get<{ plans: PlanRow[] } & Page>("/admin/marketing/plans", ask, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.plans.some((plan) => ["running", "scheduled"].includes(plan.state)) ? LIST_MS : false,
  })

export const usePlan = (id: string | undefined) =>
  useQuery({
    queryKey: [...room, "one", id],
    queryFn: ({ signal }) => get<{ plan: Plan }>(path(id ?? ""), {}, signal),
    enabled: Boolean(id),
    refetchInterval: (query) =>
      ["running", "scheduled"].includes(query.state.data?.plan.state ?? "") ? LIVE_MS : false,
  })

export const usePlanRuns = (plan: Plan, limit = 50, enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...room, "runs", plan.id, plan.state, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ runs: Run[] } & Page>(path(plan.id, "/runs"), { limit }, signal),
    refetchInterval: plan.state === "running" ? LIVE_MS : false,
  })

export const usePlanReport = (plan: Plan, run_id: string | undefined) =>
  useQuery({
    queryKey: [...room, "report", plan.id, run_id, plan.state],
    queryFn: ({ signal }) => get<{ report: PlanReport }>(path(plan.id, "/report"), { run_id }, signal),
    placeholderData: keepPreviousData,
    // Messages go on being sent after the last person is through.
    refetchInterval: (query) =>
      plan.state === "running" || (query.state.data?.report.messages.queued ?? 0) > 0 ? LIVE_MS : false,
  })

export const usePlanPeople = (id: string, ask: ListAsk) =>
  useQuery({
    queryKey: [...room, "people", id, ask],
    queryFn: ({ signal }) => get<{ people: PlanPerson[] } & Page>(path(id, "/report/people"), ask, signal),
    placeholderData: keepPreviousData,
  })

export const usePlanLog = (id: string, limit: number) =>
  useQuery({
    queryKey: [...room, "log", id, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{ entries: AuditEntry[] } & Page>(
        "/admin/marketing/audit",
        { entity: "plan", entity_id: id, limit },
        signal,
      ),
  })

/** What keeps a saved plan from being published. */
export const checkPlan = (id: string) => post<{ problems: Problem[] }>(path(id, "/check"))

export const estimateOf = (plan: Pick<Plan, "id" | "revision">) => ({
  queryKey: [...room, "estimate", plan.id, plan.revision],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    post<{ estimate: Estimate }>(path(plan.id, "/estimate"), {}, signal),
  retry: false,
})

export const usePlanEstimate = (plan: Pick<Plan, "id" | "revision">, enabled: boolean) =>
  useQuery({ ...estimateOf(plan), enabled })

/** Saves a new plan, or the one with `id`. */
export const useSavePlan = (id?: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: Partial<PlanDraft>) =>
      post<{ plan: Plan }>(id ? path(id) : "/admin/marketing/plans", draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: room }),
  })
}

/** The same without a look of React's, for the editor, which saves while one draws. */
export const savePlanCanvas = (id: string, canvas: Canvas, revision: number, merged: boolean) =>
  post<{ plan: Partial<Plan> }>(path(id), { canvas, revision, ...(merged ? { merged } : {}) })
/** Somebody saved the plan since it was read. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof Refusal && error.problems.some(({ code }) => code === "plan/changed-meanwhile")
export const loadPlan = (id: string) => get<{ plan: Plan }>(path(id))

/** What the lists and the plan's page show of a plan is asked for again. */
export const usePlanIsSaved = () => {
  const queries = useQueryClient()
  return (id: string) => {
    void queries.invalidateQueries({ queryKey: [...room, "one", id] })
    void queries.invalidateQueries({ queryKey: [...room, "list"] })
  }
}

export type PlanVerb = Exclude<PlanAction, "edit" | "delete"> | "duplicate"

type PlanOrder = {
  id: string
  verb: PlanVerb
  revision?: number
  note?: string
  reason?: string
  /** What a copy is called. */
  name?: string
}

export const usePlanVerb = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, verb, ...body }: PlanOrder) => post<{ plan: Plan }>(path(id, `/${verb}`), body),
    onSettled: () => queries.invalidateQueries({ queryKey: room }),
  })
}

export const useDeletePlan = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path(id)),
    // Only the list: the page of what is gone is still open for a moment and would ask for it again.
    onSuccess: () => queries.invalidateQueries({ queryKey: [...room, "list"] }),
  })
}
