import type { Page } from "playwright-core"

/** Types a word with an input method, as people write Chinese: its letters stand there, and are then exchanged for the word. */
export async function compose(page: Page, letters: string, word: string): Promise<void> {
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
  await keys.send("Input.insertText", { text: word })
  await keys.detach()
}
