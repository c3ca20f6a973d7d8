import { useCallback } from "react"
import { useKinds } from "../api/catalogue"
import type { Plan } from "../api/plans"
import { useText } from "../i18n/use-text"

/** What people call a node of the plan: its own name, or that of its kind. */
export function useNodeNames(plan: Pick<Plan, "canvas"> | null) {
  const { label } = useText()
  const kinds = useKinds()
  return useCallback(
    (id: string): string | undefined => {
      const node = plan?.canvas.nodes.find((one) => one.id === id)
      return node?.name || label(kinds.data?.kinds.find((kind) => kind.id === node?.kind)?.label) || undefined
    },
    [plan, kinds.data, label],
  )
}
