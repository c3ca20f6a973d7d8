import {
  ArrowsPointingOut,
  ArrowUturnLeft,
  BroomSparkle,
  CommandLine,
  CursorArrowRays,
  DocumentText,
  Focus,
  Keyboard,
  LayoutBottom,
  LayoutLeft,
  LayoutLeftRight,
  LayoutRight,
  LayoutTop,
  LayoutTopBottom,
  Link,
  ListTree,
  MagnifyingGlass,
  MarginLeftRight,
  MarginTopBottom,
  Minus,
  PencilSquare,
  Plus,
  Scan,
  SidebarLeft,
  SquaresPlus,
  SquareTwoStack,
  Trash,
  XMark,
} from "@medusajs/icons"
import type { ComponentType } from "react"
import { type Alignment, alignParts } from "../../src/core/canvas/editing/aligning"
import { disconnect, moveParts } from "../../src/core/canvas/editing/edits"
import { layOut } from "../canvas/lay-out"
import { PasteIcon } from "../rules/paste-icon"
import { addHere, addNoteHere, duplicateChosen, removeChosen } from "./actions"
import { chosenNodes, type Editor, onlyNode } from "./editor"

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

const always = () => true
const anyChosen = ({ chosen }: Editor) => chosen.ids.length > 0
const removable = ({ chosen }: Editor) => chosen.ids.length + chosen.edges.length > 0
const RedoIcon = () => <ArrowUturnLeft className="-scale-x-100" />

const align = (how: Alignment, icon: Command["icon"]): Command => ({
  id: `align_${how}`,
  group: "align",
  icon,
  when: (editor) => chosenNodes(editor).length > (how.startsWith("spread") ? 2 : 1),
  perform: ({ does, chosen }) => does((canvas) => alignParts(canvas, chosen.ids, how)),
})

export const COMMANDS: Command[] = [
  {
    id: "undo",
    group: "do",
    icon: ArrowUturnLeft,
    shortcut: ["mod+z"],
    when: ({ draft }) => draft.canUndo,
    perform: ({ draft }) => draft.undo(),
  },
  {
    id: "redo",
    group: "do",
    icon: RedoIcon,
    shortcut: ["mod+shift+z", "mod+y"],
    when: ({ draft }) => draft.canRedo,
    perform: ({ draft }) => draft.redo(),
  },
  {
    id: "add",
    group: "edit",
    icon: Plus,
    shortcut: ["a"],
    when: always,
    perform: (editor) =>
      editor.ask({
        what: "kind",
        spot: editor.view.spot(),
        follows: editor.chosen.edges.length > 0 || onlyNode(editor) !== undefined,
        then: (kind) => addHere(editor, kind),
      }),
  },
  {
    id: "open",
    group: "edit",
    icon: PencilSquare,
    shortcut: ["enter"],
    when: ({ chosen }) => chosen.ids.length === 1,
    perform: ({ view }) => view.focusForm(),
  },
  {
    id: "connect",
    group: "edit",
    icon: Link,
    shortcut: ["c"],
    when: (editor) => {
      const node = onlyNode(editor)
      return node !== undefined && editor.ways.ports(node).length > 0
    },
    perform: (editor) => editor.ask({ what: "connect", spot: editor.view.spot(), from: onlyNode(editor)! }),
  },
  {
    id: "disconnect",
    group: "edit",
    icon: XMark,
    when: (editor) => {
      const node = onlyNode(editor)
      return editor.canvas.edges.some((edge) => edge.from === node?.id || edge.to === node?.id)
    },
    perform: (editor) => {
      const id = onlyNode(editor)!.id
      editor.does((canvas) =>
        disconnect(
          canvas,
          canvas.edges.filter(({ from, to }) => from === id || to === id),
        ),
      )
    },
  },
  {
    id: "copy",
    group: "edit",
    icon: SquareTwoStack,
    shortcut: ["mod+c"],
    byBrowser: true,
    when: anyChosen,
    perform: (_, clipboard) => clipboard.copy(),
  },
  {
    id: "cut",
    group: "edit",
    icon: SquareTwoStack,
    shortcut: ["mod+x"],
    byBrowser: true,
    when: anyChosen,
    perform: (_, clipboard) => clipboard.cut(),
  },
  {
    id: "paste",
    group: "edit",
    icon: PasteIcon,
    shortcut: ["mod+v"],
    byBrowser: true,
    when: always,
    perform: (_, clipboard) => clipboard.paste(),
  },
  {
    id: "duplicate",
    group: "edit",
    icon: SquaresPlus,
    shortcut: ["mod+d"],
    when: anyChosen,
    perform: duplicateChosen,
  },
  {
    id: "remove",
    group: "edit",
    icon: Trash,
    shortcut: ["delete", "backspace"],
    when: removable,
    perform: removeChosen,
  },
  {
    id: "choose_all",
    group: "edit",
    icon: CursorArrowRays,
    shortcut: ["mod+a"],
    when: ({ canvas }) => canvas.nodes.length > 0,
    perform: ({ canvas, choose }) => choose([...canvas.nodes, ...canvas.notes].map(({ id }) => id)),
  },
  { id: "note", group: "edit", icon: DocumentText, shortcut: ["n"], when: always, perform: addNoteHere },
  {
    id: "tidy",
    group: "align",
    icon: BroomSparkle,
    shortcut: ["t"],
    when: ({ canvas }) => canvas.nodes.length > 1,
    perform: (editor) => {
      editor.does((canvas) => moveParts(canvas, layOut(canvas)))
      requestAnimationFrame(editor.view.fit)
    },
  },
  align("left", LayoutLeft),
  align("centre", LayoutLeftRight),
  align("right", LayoutRight),
  align("top", LayoutTop),
  align("middle", LayoutTopBottom),
  align("bottom", LayoutBottom),
  align("spread_across", MarginLeftRight),
  align("spread_down", MarginTopBottom),
  {
    id: "find",
    group: "see",
    icon: MagnifyingGlass,
    shortcut: ["/", "mod+f"],
    when: ({ canvas }) => canvas.nodes.length > 0,
    perform: (editor) => editor.ask({ what: "find", spot: editor.view.spot() }),
  },
  { id: "fit", group: "see", icon: Focus, shortcut: ["f"], when: drawn, perform: ({ view }) => view.fit() },
  {
    id: "zoom_out",
    group: "see",
    icon: Minus,
    shortcut: ["-"],
    when: drawn,
    perform: ({ view }) => view.zoom("out"),
  },
  {
    id: "zoom_in",
    group: "see",
    icon: Plus,
    shortcut: ["+", "="],
    when: drawn,
    perform: ({ view }) => view.zoom("in"),
  },
  {
    id: "zoom_whole",
    group: "see",
    icon: Scan,
    shortcut: ["0"],
    when: drawn,
    perform: ({ view }) => view.zoom("whole"),
  },
  {
    id: "palette",
    group: "see",
    icon: SidebarLeft,
    shortcut: ["p"],
    when: always,
    perform: ({ look, setLook }) => setLook({ palette: !look.palette }),
  },
  {
    id: "list",
    group: "see",
    icon: ListTree,
    shortcut: ["l"],
    when: always,
    perform: ({ look, setLook }) => setLook({ list: !look.list }),
  },
  {
    id: "full_screen",
    group: "see",
    icon: ArrowsPointingOut,
    shortcut: ["shift+f"],
    when: always,
    perform: ({ look, setLook }) => setLook({ fullScreen: !look.fullScreen }),
  },
  {
    id: "commands",
    group: "see",
    icon: CommandLine,
    shortcut: ["mod+k"],
    when: always,
    perform: (editor) => editor.ask({ what: "command", spot: editor.view.spot() }),
  },
  {
    id: "keys",
    group: "see",
    icon: Keyboard,
    shortcut: ["?"],
    when: always,
    perform: ({ ask }) => ask({ what: "keys" }),
  },
]

function drawn({ look }: Editor): boolean {
  return !look.list
}

export const commandOf = (id: string): Command => COMMANDS.find((command) => command.id === id)!
