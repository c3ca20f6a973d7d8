// The browser of the tests: the system's when there is one, else the one the npm registry carries (Linux x64).
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { StartError } from "./start-error.mjs"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
const places = ["/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]

const systemChromiums = () => [
  process.env.CHROMIUM_PATH,
  ...places,
  ...(process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name))),
]

/**
 * Answers { CHROMIUM_PATH, [LD_LIBRARY_PATH, FONTCONFIG_FILE] } for the tests' environment; throws a sentence when there
 * is none.
 */
export async function findChromium(candidates = systemChromiums()) {
  const system = candidates.find((file) => file && existsSync(file))
  if (system) return { CHROMIUM_PATH: system }
  if (process.platform === "linux" && process.arch === "x64") return packagedChromium()
  throw new StartError(
    "The browser tests need Chromium: install it or Google Chrome, or set CHROMIUM_PATH to its program.",
  )
}

async function packagedChromium() {
  const { default: chromium } = await import("@sparticuz/chromium")
  const alone = { CHROMIUM_PATH: await chromium.executablePath() }
  if (await showsText(alone)) return alone
  // A bare machine lacks libnss3, libnspr4 and libexpat, and has no fonts; the package carries them too.
  const whole = { ...alone, LD_LIBRARY_PATH: unpackLibraries(), FONTCONFIG_FILE: unpackFonts() }
  if (await showsText(whole)) return whole
  throw new StartError(
    "The browser tests need Chromium: the one from the npm registry does not work here. Install the package chromium of your system.",
  )
}

/** Without fonts Chromium starts, shows an empty page and dies at the first letter. */
async function showsText(found) {
  const { chromium } = await import("playwright-core")
  try {
    const browser = await chromium.launch({
      executablePath: found.CHROMIUM_PATH,
      env: { ...process.env, ...found },
      args: ["--no-sandbox", "--disable-gpu"],
    })
    try {
      const page = await browser.newPage()
      await page.setContent("<input placeholder='Name'>")
      await page.screenshot()
      return true
    } finally {
      await browser.close()
    }
  } catch {
    return false
  }
}

function unpackLibraries() {
  const folder = unpack("al2023.tar.br", "chromium-libraries")
  const inner = path.join(folder, "lib")
  return existsSync(inner) ? inner : folder
}

/** The fonts of the system come first when it has any. */
function unpackFonts() {
  const folder = unpack("fonts.tar.br", "chromium-fonts")
  const settings = path.join(folder, "chromium.conf")
  writeFileSync(
    settings,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
  <cachedir>${path.join(folder, "cache")}</cachedir>
</fontconfig>
`,
  )
  return settings
}

/** Answers the temporary folder that one of the package's archives was unpacked into. */
function unpack(archive, name) {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const home = entry.slice(0, entry.lastIndexOf(path.join("@sparticuz", "chromium")))
  const packed = readFileSync(path.join(home, "@sparticuz", "chromium", "bin", archive))
  const folder = path.join(os.tmpdir(), name)
  mkdirSync(folder, { recursive: true })
  spawnSync("tar", ["-x", "-C", folder], { input: brotliDecompressSync(packed) })
  return folder
}
