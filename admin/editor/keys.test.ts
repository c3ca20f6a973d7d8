import { isPressed, type Pressed, shortcutText } from "./keys"

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe("the shortcuts of the editor (C1)", () => {
  it.each([
    ["mod+z", press("z", { ctrlKey: true }), true],
    ["mod+z", press("z", { metaKey: true }), true],
    ["mod+z", press("Z", { ctrlKey: true, shiftKey: true }), false],
    ["mod+shift+z", press("Z", { ctrlKey: true, shiftKey: true }), true],
    ["mod+z", press("z"), false],
    ["a", press("a"), true],
    ["a", press("a", { ctrlKey: true }), false],
    ["a", press("å", { altKey: true }), false],
    ["shift+f", press("F", { shiftKey: true }), true],
    ["f", press("F", { shiftKey: true }), false],
    ["?", press("?", { shiftKey: true }), true],
    ["+", press("+", { shiftKey: true }), true],
    ["+", press("+"), true],
    ["delete", press("Delete"), true],
  ])("take %s from %j: %s", (shortcut, pressed, taken) => {
    expect(isPressed(shortcut, pressed)).toBe(taken)
  })

  it("are shown as they stand on the keys", () => {
    expect(shortcutText("mod+shift+z", false)).toBe("Ctrl+⇧+Z")
    expect(shortcutText("mod+shift+z", true)).toBe("⌘⇧Z")
    expect(shortcutText("+", false)).toBe("+")
  })
})
