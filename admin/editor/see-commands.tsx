import {
  ArrowsPointingOut,
  CommandLine,
  Focus,
  Keyboard,
  ListTree,
  MagnifyingGlass,
  MediaPlay,
  Minus,
  Plus,
  Scan,
  SidebarLeft,
  Swatch,
} from "@medusajs/icons"
import { always, type Command } from "./command"
import { chosenNodes, type Editor } from "./editor"

const drawn = ({ look }: Editor): boolean => !look.list

/** What changes only what is seen. */
export const SEE_COMMANDS: Command[] = [
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
    perform: (editor) => {
      const { look, setLook, view } = editor
      const [card] = chosenNodes(editor)
      setLook({ list: !look.list })
      // The card that the keyboard stood on is drawn anew elsewhere.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        if (card) view.focus(card.id)
        else view.focusEditor()
      })
    },
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
    id: "present",
    group: "see",
    icon: MediaPlay,
    shortcut: ["shift+p"],
    when: ({ canvas }) => canvas.nodes.length > 0,
    perform: ({ setLook }) => setLook({ presenting: true }),
  },
  {
    id: "difference",
    group: "see",
    icon: Swatch,
    shortcut: ["m"],
    when: ({ published, look }) => published !== null && !look.list,
    perform: ({ look, setLook }) => setLook({ tinted: !look.tinted }),
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
