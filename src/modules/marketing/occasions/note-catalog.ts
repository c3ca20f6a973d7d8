import { type CatalogWatch, catalogEvent, type HeardEvent } from "../../../extension/starts"
import type { CatalogNow } from "../commerce/catalog-now"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database, Sql } from "../database"
import type { ReadDrawing, Stop } from "../engine/drawing"
import type { Ports } from "../ports"
import { wakeOnCommit } from "../wakeups"
import { insertCatalogOccasions, type NewsRow } from "./store/catalog"
import { listenersRunning, type RunningListener } from "./store/listeners"

/** News in one statement at most; those of one product or promotion stay together. */
const PAGE = 500
const DAY_MS = 86_400_000

export type CatalogNews = Omit<NewsRow, "event"> & { of: CatalogWatch["of"]; event: HeardEvent }

/** A node that listens for news of the catalogue, as its published version is set. */
type Watcher = RunningListener & { stop: Stop; watch: CatalogWatch; currency: string }

/** The nodes of running plans that listen for news of the catalogue from this moment on. */
export const readCatalogWatchers =
  ({
    database,
    readDrawing,
    readStoreCurrency,
  }: {
    database: Database
    readDrawing: ReadDrawing
    readStoreCurrency: ReadStoreCurrency
  }) =>
  async (now: Date): Promise<Watcher[]> => {
    const watchers: Watcher[] = []
    const events = (["price", "stock", "promotion"] as const).map(catalogEvent)
    for (const listener of await listenersRunning(database, events, now)) {
      const stop = (await readDrawing(listener.plan_no, listener.version)).stops.get(listener.node)
      const watch = stop?.starts?.catalog?.(stop.settings)
      if (stop && watch) watchers.push({ ...listener, stop, watch, currency: await readStoreCurrency() })
    }
    return watchers
  }

export type ReadCatalogWatchers = ReturnType<typeof readCatalogWatchers>

/**
 * Keeps an occasion for everybody whom news of the catalogue concern, in the transaction that remembers what the catalogue is now: set-based, one
 * statement for each node that listens and some hundred news. Who has a product twice hears of its best news once.
 */
export const noteCatalog =
  ({ catalogNow, ports }: { catalogNow: CatalogNow; ports: Ports }) =>
  async (tx: Sql, watchers: Watcher[], news: CatalogNews[], now: Date): Promise<number> => {
    let noted = 0
    for (const { stop, watch, ...listener } of watchers) {
      let meant: CatalogNews[]
      try {
        meant = news.filter(
          ({ of, event }) => of === watch.of && (stop.starts?.matches?.(stop.settings, event) ?? true),
        )
      } catch (error) {
        // What a trigger of another package cannot answer keeps nobody else from the news (G10).
        const said = error instanceof Error ? error.message : String(error)
        ports.log(`news of the catalogue for "${stop.id}" of plan ${listener.plan_no}: ${said}`)
        continue
      }
      const since = new Date(now.getTime() - watch.within_days * DAY_MS)
      const rested = new Date(now.getTime() - watch.cool_down_days * DAY_MS)
      const terms = {
        ...listener,
        ...watch,
        ...{ region_of: catalogNow.region_of, country_of: catalogNow.country_of },
        since,
        rested,
        now,
      }
      for (const page of pagesOf(meant)) noted += await insertCatalogOccasions(tx, terms, page)
    }
    if (noted > 0) wakeOnCommit(tx, "occasions")
    return noted
  }

export type NoteCatalog = ReturnType<typeof noteCatalog>

/** Apart: what concerns a product, and what concerns all of them, which is another question. */
function* pagesOf(news: CatalogNews[]): Generator<CatalogNews[]> {
  const anything = news.filter((one) => one.product_id === null)
  if (anything.length > 0) yield anything
  let page: CatalogNews[] = []
  for (const one of news.filter((one) => one.product_id !== null)) {
    if (page.length >= PAGE && page.at(-1)!.about !== one.about) {
      yield page
      page = []
    }
    page.push(one)
  }
  if (page.length > 0) yield page
}
