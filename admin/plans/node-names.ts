import { useCallback } from "react"
import type { Canvas } from "../../src/core/canvas/schema"
import { useKinds } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** What people call a node of the plan: its own name, or that of its kind. */
export function useNodeNames(drawn: Pick<Canvas, "nodes"> | null) {
  const { label } = useText()
  const kinds = useKinds()
  return useCallback(
    (id: string): string | undefined => {
      const node = drawn?.nodes.find((one) => one.id === id)
      return node?.name || label(kinds.data?.kinds.find((kind) => kind.id === node?.kind)?.label) || undefined
    },
    [drawn, kinds.data, label],
  )
}
