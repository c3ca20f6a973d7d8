import type { Both } from "../../src/core/insight/insight"
import { BYTE_ORDER_MARK, csvLine } from "../../src/core/segment/csv-line"

/** One figure of the page: `of`: how many people its shares are of; without it, there are none. */
export type Figure = {
  title: string
  rows: { name: string; segment: number; compare?: number }[]
  of?: Both
}

/** All figures under each other, a line for each value, as numbers that a spreadsheet reckons with. */
export const figuresCsv = (heads: string[], figures: Figure[]): string =>
  BYTE_ORDER_MARK + [heads, ...figures.flatMap(linesOf)].map((cells) => csvLine(cells)).join("")

const linesOf = ({ title, rows, of }: Figure): string[][] =>
  rows.map(({ name, segment, compare }) => [
    title,
    name,
    String(segment),
    share(segment, of?.segment),
    compare === undefined ? "" : String(compare),
    compare === undefined ? "" : share(compare, of?.compare),
  ])

const share = (people: number, of = 0): string =>
  of > 0 ? String(Math.round((people / of) * 1e4) / 1e4) : ""
