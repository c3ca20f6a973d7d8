import type { Page } from "playwright-core"

/**
 * Types a word with an input method, as people write Chinese: its letters stand there, and are then exchanged for the word. `enter`: by
 * that key, which the page hears though it means the input method.
 */
export async function compose(
  page: Page,
  letters: string,
  word: string,
  { enter = false } = {},
): Promise<void> {
  const keys = await page.context().newCDPSession(page)
  for (let typed = 1; typed <= letters.length; typed++) {
    await keys.send("Input.imeSetComposition", {
      text: letters.slice(0, typed),
      selectionStart: typed,
      selectionEnd: typed,
    })
    // What the page makes of a letter is there before the next one.
    await page.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))))
  }
  const pressed = { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 } as const
  if (enter) await keys.send("Input.dispatchKeyEvent", pressed)
  await keys.send("Input.insertText", { text: word })
  await keys.detach()
}
