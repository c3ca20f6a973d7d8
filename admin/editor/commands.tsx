import {
  ArrowUturnLeft,
  Bookmarks,
  BroomSparkle,
  CodeCompare,
  CursorArrowRays,
  DocumentText,
  History,
  LayoutBottom,
  LayoutLeft,
  LayoutLeftRight,
  LayoutRight,
  LayoutTop,
  LayoutTopBottom,
  Link,
  MarginLeftRight,
  MarginTopBottom,
  PencilSquare,
  Plus,
  SquaresPlus,
  SquareTwoStack,
  Trash,
  XMark,
} from "@medusajs/icons"
import { type Alignment, alignParts } from "../../src/core/canvas/editing/aligning"
import { disconnect, moveParts } from "../../src/core/canvas/editing/edits"
import type { CanvasNode } from "../../src/core/canvas/schema"
import { layOut } from "../canvas/lay-out"
import { PasteIcon } from "../rules/paste-icon"
import { addHere, addNoteHere, duplicateChosen, removeChosen } from "./actions"
import { always, type Command } from "./command"
import { chosenNodes, type Editor, onlyNode } from "./editor"
import { SEE_COMMANDS } from "./see-commands"

const anyChosen = ({ chosen }: Editor) => chosen.ids.length > 0
const removable = ({ chosen }: Editor) => chosen.ids.length + chosen.edges.length > 0
const RedoIcon = () => <ArrowUturnLeft className="-scale-x-100" />

/** The two cards that are chosen, where they are of one kind and can be compared. */
function alikePair(editor: Editor): [CanvasNode, CanvasNode] | null {
  const [a, b, ...more] = chosenNodes(editor)
  return a && b && more.length === 0 && a.kind === b.kind ? [a, b] : null
}

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
    id: "history",
    group: "do",
    icon: History,
    shortcut: ["h"],
    when: always,
    perform: ({ ask }) => ask({ what: "history" }),
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
  {
    id: "template",
    group: "do",
    icon: Bookmarks,
    when: ({ canvas }) => canvas.nodes.length > 0,
    perform: ({ ask }) => ask({ what: "template" }),
  },
  {
    id: "compare",
    group: "edit",
    icon: CodeCompare,
    when: (editor) => alikePair(editor) !== null,
    perform: (editor) => editor.ask({ what: "compare", cards: alikePair(editor)! }),
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
  ...SEE_COMMANDS,
]

export const commandOf = (id: string): Command => COMMANDS.find((command) => command.id === id)!
