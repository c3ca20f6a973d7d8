import type { Grounds } from "./parts"
import type { Verbs } from "./verbs"

type Cradle = Verbs & Grounds

/**
 * The module's façade: `container.resolve("marketing")`. One line a method; the work is in the areas.
 */
export class MarketingService {
  readonly #parts: Cradle

  constructor(cradle: Cradle) {
    this.#parts = cradle
  }

  get verbs(): Verbs {
    return this.#parts
  }

  get registry() {
    return this.#parts.registry
  }

  get options() {
    return this.#parts.options
  }

  get ports() {
    return this.#parts.ports
  }

  readonly __hooks = {
    onApplicationShutdown: async () => {
      await this.#parts.database.close()
    },
  }
}
