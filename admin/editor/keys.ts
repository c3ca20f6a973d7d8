/** What is pressed, as far as a shortcut asks for it. */
export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

const isMac = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "")

/**
 * Whether the keys are those of a shortcut such as "mod+shift+z"; "mod" is Ctrl or Cmd. A sign such as "?" or "+" stands on another
 * key on each keyboard, so Shift says nothing about it.
 */
export function isPressed(shortcut: string, { key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): boolean {
  const parts = shortcut.length === 1 ? [shortcut] : shortcut.split("+")
  const wanted = parts.at(-1)!
  if (key.toLowerCase() !== wanted || altKey) return false
  if (parts.includes("mod") !== (ctrlKey || metaKey)) return false
  return isSign(wanted) || parts.includes("shift") === shiftKey
}

const isSign = (key: string): boolean => key.length === 1 && key.toLowerCase() === key.toUpperCase()

const SHOWN: Record<string, string> = { shift: "⇧", delete: "Del", backspace: "⌫", enter: "↵" }

/** As it stands on the keys: "Ctrl+⇧+Z", on a Mac "⌘⇧Z". */
export function shortcutText(shortcut: string, mac = isMac()): string {
  const parts = shortcut.length === 1 ? [shortcut] : shortcut.split("+")
  const shown = parts.map((part) =>
    part === "mod" ? (mac ? "⌘" : "Ctrl") : (SHOWN[part] ?? part.toUpperCase()),
  )
  return shown.join(mac ? "" : "+")
}

/** Letters without Ctrl mean the field they are typed into. */
export const needsModifier = ({ ctrlKey, metaKey }: Pressed): boolean => !ctrlKey && !metaKey
