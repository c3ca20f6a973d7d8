type Page = { offset: number; limit: number }

/**
 * A page of a list whose every row says how long the list is. Behind its end, or of no length, a page has no row that could say it:
 * then the list's first one is asked.
 */
export async function countedPage<Row>(
  page: Page,
  select: (page: Page) => Promise<Row[]>,
): Promise<{ rows: Row[]; first: Row | undefined }> {
  const rows = await select(page)
  if (rows.length > 0 || (page.offset === 0 && page.limit > 0)) return { rows, first: rows[0] }
  return { rows, first: (await select({ offset: 0, limit: 1 }))[0] }
}
