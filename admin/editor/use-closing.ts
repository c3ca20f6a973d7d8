import { useEditor } from "./editor"

/** When what was asked is over, the keyboard goes back to the chosen card, or stays in the editor. */
export function useClosing() {
  const { ask, chosen, view } = useEditor()
  const [id] = chosen.ids
  const onDone = () => {
    if (id) view.focus(id)
    else view.focusEditor()
  }
  return {
    onClose: () => ask(null),
    onDone,
    /** The same for what covers the page. */
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      onDone()
    },
  }
}
