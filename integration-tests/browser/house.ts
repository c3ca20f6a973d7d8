import type { Browser } from "playwright-core"
import { type OpenStore, openStore } from "../support/open-store"
import { openPanel, type Panel, type PanelLanguage, startBrowser } from "./panel"
import { staffLogin } from "./people"

/** `email`: somebody else of the staff, with the same password. */
type Seen = { language?: PanelLanguage; theme?: "light" | "dark"; email?: string }

export type House = {
  store: OpenStore
  /** The panel that the tests share, with staff logged in. */
  panel: Panel
  /** One more panel, in another language or theme, or for somebody else. */
  another: (seen: Seen) => Promise<Panel>
}

/**
 * A store as it is at its start and its admin panel for the tests of a file, with a picture of where one failed.
 * `furnish` fills the store, its staff among it, before the panel opens.
 */
export function openHouse(furnish: (store: OpenStore) => Promise<unknown>): House {
  const house = {} as House
  let browser: Browser | undefined
  beforeAll(async () => {
    house.store = await openStore()
    await furnish(house.store)
    browser = await startBrowser()
    const { address } = house.store
    house.another = (seen) => openPanel(browser!, { address, ...staffLogin, ...seen })
    house.panel = await house.another({})
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await house.panel?.snap(`failed ${task.name.slice(0, 40)}`)
  })
  return house
}
