import type { ComponentType } from "react"
import type { Editor } from "./editor"

export type CommandGroup = "do" | "edit" | "align" | "see"

/** Something that can be done, for toolbar, menu, keyboard and search alike. Its name is `editor.commands.<id>`. */
export type Command = {
  id: string
  group: CommandGroup
  icon: ComponentType<{ className?: string }>
  /** As `keys.ts` reads them, the first one shown. */
  shortcut?: string[]
  /** The browser itself tells us, with what is in its clipboard. */
  byBrowser?: boolean
  when: (editor: Editor) => boolean
  perform: (editor: Editor, clipboard: ClipboardPort) => void
}

export type ClipboardPort = { copy: () => void; cut: () => void; paste: () => void }

export const always = () => true
