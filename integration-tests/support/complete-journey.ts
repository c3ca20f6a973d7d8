import { existsSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { gunzipSync } from "node:zlib"
import { makeUpGrocer } from "./grocer"

type Row = Record<string, string>

/**
 * A year of a grocer's real purchases (84.51°, The Complete Journey, CC0). The files are not part of the repository:
 * COMPLETE_JOURNEY names their folder, by default ../shared/data/complete-journey. Where they are not, a made-up year of the
 * same shape and size takes their place; COMPLETE_JOURNEY=made-up asks for it.
 */
export function openCompleteJourney() {
  const asked =
    process.env.COMPLETE_JOURNEY ?? path.resolve(__dirname, "../../../shared/data/complete-journey")
  const real = existsSync(path.join(asked, "transactions_sample.csv.gz"))
  const folder = real ? asked : makeUpGrocer()
  const textOf = (file: string) =>
    gunzipSync(readFileSync(path.join(folder, file)))
      .toString("utf8")
      .trim()

  return {
    /** "real" or "made-up". */
    kind: real ? "real" : "made-up",
    folder,
    textOf,
    /** The plainest reader, for files known to have no line breaks or doubled quotes inside cells. */
    rowsOf: (file: string): Row[] => {
      const [header = [], ...lines] = textOf(file).split("\n").map(cellsOf)
      return lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [header[i]!, cell])))
    },
    close: () => {
      if (!real) rmSync(folder, { recursive: true })
    },
  }
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? "").trim(),
  )
