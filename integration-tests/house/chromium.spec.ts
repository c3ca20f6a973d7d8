import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { chromium } from "playwright-core"
// @ts-expect-error plain script without types
import { findChromium } from "../../scripts/chromium.mjs"

describe("the browser from the npm registry (O1)", () => {
  it("shows text on a machine that has no fonts", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "house-fonts-"))
    const noFonts = path.join(folder, "fonts.conf")
    writeFileSync(noFonts, "<fontconfig></fontconfig>")
    vi.stubEnv("FONTCONFIG_FILE", noFonts)
    onTestFinished(() => {
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true })
    })
    const none: string[] = []
    if (process.platform !== "linux" || process.arch !== "x64")
      return expect(findChromium(none)).rejects.toThrow("The browser tests need Chromium: install it")

    const found = (await findChromium(none)) as { CHROMIUM_PATH: string }
    const browser = await chromium.launch({
      executablePath: found.CHROMIUM_PATH,
      env: { ...process.env, ...found } as Record<string, string>,
      args: ["--no-sandbox", "--disable-gpu"],
    })
    onTestFinished(() => browser.close())
    const page = await browser.newPage()
    await page.setContent("<p><input placeholder='Email'><span>shopper</span></p>")
    await page.getByPlaceholder("Email").fill("ada@example.com")
    expect((await page.getByText("shopper").boundingBox())!.width).toBeGreaterThan(20)
  })
})
