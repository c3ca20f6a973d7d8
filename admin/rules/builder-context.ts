import { createContext, useContext } from "react"
import type { Editor } from "./editor"
import type { Clipboard } from "./use-clipboard"

/** What every part of one rule builder works with. `command` is what the key for shortcuts is called here. */
export type Builder = { editor: Editor; clipboard: Clipboard; command: string }

export const BuilderContext = createContext<Builder | null>(null)

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext)
  if (!builder) throw new Error("A part of the rule builder stands outside of it.")
  return builder
}
