import type { ImportedEvent } from "../../../core/import/read-event"
import type { ShopEvent } from "../../../ingest/shop-event"
import type { Sql } from "../database"

/** Appends a file's events; a line's own hash is its key, so a second delivery is harmless. */
export async function writeEvents(
  tx: Sql,
  recordEvents: (tx: Sql, events: ShopEvent[]) => Promise<unknown>,
  source: string,
  lines: (ImportedEvent & { pid: number | null; hash: string })[],
): Promise<void> {
  const names = [...new Set(lines.flatMap((line) => line.product ?? []))]
  const rows = await tx.rows<{ name: string; product: number }>(
    `select distinct on (n.name) n.name, p.product from unnest($1::text[]) as n(name)
       join marketing_product p on p.product_id in (n.name, $2 || ':' || n.name) order by n.name, p.product_id = n.name desc`,
    [names, source],
  )
  const products = new Map(rows.map((row) => [row.name, row.product]))
  await recordEvents(
    tx,
    lines.map((line) => ({
      at: line.at,
      key: `import:${source}:${line.hash}`,
      name: line.name,
      pid: line.pid,
      visitor: line.visitor ?? null,
      product: line.product ? (products.get(line.product) ?? null) : null,
      amount: line.amount ?? null,
      currency: line.currency ?? null,
      trusted: true,
      props: line.product ? { ...line.props, product: line.product } : line.props,
    })),
  )
}
