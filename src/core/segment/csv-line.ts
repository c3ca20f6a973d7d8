/**
 * Spreadsheets run a cell that begins like this as a formula. Full-width signs too; a tab or line end before the sign is
 * skipped by some of them.
 */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/

/** Says that the file is UTF-8; without it Excel takes it for the code page of its country. */
export const BYTE_ORDER_MARK = "\uFEFF"

/** One record (RFC 4180), every cell in quotes. What a spreadsheet would run gets an apostrophe before it (S17). */
export const csvLine = (cells: string[]): string => `${cells.map(csvCell).join(",")}\r\n`

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) || text.startsWith("\0") ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

/** A cell as it was before `csvLine` made it harmless. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
