import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Approval } from "../../src/core/approval"
import type { Intent } from "../../src/core/lifecycle/lead-score"
import type { LifecycleSettings } from "../../src/core/lifecycle/settings"
import type { Stage } from "../../src/core/lifecycle/stage"
import type { SendingLimits } from "../../src/core/message/sending-limits"
import { get, post } from "./client"

export type Settings = {
  sending: "on" | "stopped"
  /** When and by whom sending was switched last; null while nobody ever did. */
  changed_at: string | null
  changed_by: string | null
  /** What is left alone for a while because it failed again and again, e.g. `channel:email`. */
  breakers: { name: string; opened_at: string; open_until: string; reason: string }[]
  limits: SendingLimits & { changed_at: string | null; changed_by: string | null }
  lifecycle: LifecycleSettings & { changed_at: string | null; changed_by: string | null }
  /** `may_change`: whether whoever is signed in may. */
  approval: Approval & { changed_at: string | null; changed_by: string | null; may_change: boolean }
}

export type LifecycleFigures = {
  stages: Partial<Record<Stage, number>>
  intents: Partial<Record<Intent, number>>
  /** When everybody was computed last; null while that is under way. */
  computed_at: string | null
}

const settingsKey = ["marketing", "settings"] as const
const figuresKey = ["marketing", "lifecycle"] as const

export const useSettings = () =>
  useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => get<{ settings: Settings }>("/admin/marketing/settings", {}, signal),
  })

export const useLifecycleFigures = () =>
  useQuery({
    queryKey: figuresKey,
    queryFn: ({ signal }) => get<{ lifecycle: LifecycleFigures }>("/admin/marketing/lifecycle", {}, signal),
    // After a change everybody is computed anew, which takes a while; till then one looks again.
    refetchInterval: ({ state }) => (state.data?.lifecycle.computed_at ? false : 5_000),
  })

export const useSwitchSending = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (sending: Settings["sending"]) =>
      post<{ settings: Settings }>("/admin/marketing/settings", { sending }),
    onSuccess: (saved) => queries.setQueryData(settingsKey, saved),
  })
}

export const useSaveLimits = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (limits: SendingLimits) =>
      post<{ settings: Settings }>("/admin/marketing/settings", { limits }),
    onSuccess: (saved) => queries.setQueryData(settingsKey, saved),
  })
}

export const useSaveApproval = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (approval: Approval) =>
      post<{ settings: Settings }>("/admin/marketing/settings", { approval }),
    onSuccess: (saved) => {
      queries.setQueryData(settingsKey, saved)
      // What may be done with a plan is another thing now.
      return queries.invalidateQueries({ queryKey: ["marketing", "plans"] })
    },
  })
}

export const useSaveLifecycle = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (lifecycle: LifecycleSettings) =>
      post<{ settings: Settings }>("/admin/marketing/settings", { lifecycle }),
    onSuccess: (saved) => {
      queries.setQueryData(settingsKey, saved)
      return queries.invalidateQueries({ queryKey: figuresKey })
    },
  })
}
