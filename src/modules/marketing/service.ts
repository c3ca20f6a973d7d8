import { type HookState, registerCheckoutHooks } from "../../checkout/register-hooks"
import { allChores } from "./chores"
import { startWorker, type Worker } from "./engine/worker"
import { connectCustomers } from "./imports/connect-customers"
import { connectNotification } from "./messages/connect-notification"
import type { Grounds } from "./parts"
import { connectGroups } from "./sync/connect-groups"
import type { Verbs } from "./verbs"

type Cradle = Verbs & Grounds

/**
 * The module's façade: `container.resolve("marketing")`. One line a method; the work is in the areas.
 */
export class MarketingService {
  readonly #parts: Cradle
  readonly #mode: string | undefined
  #worker: Worker | undefined
  #checkoutHooks: HookState[] = []

  constructor(cradle: Cradle, _options?: unknown, declaration?: { worker_mode?: string }) {
    this.#parts = cradle
    this.#mode = declaration?.worker_mode
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

  /** Which of the core's checkout hooks are ours; for the health page. */
  get checkoutHooks(): HookState[] {
    return this.#checkoutHooks
  }

  /** Background work belongs to a store that runs as `shared` or `worker`; commands such as `medusa exec` are `server`. */
  get #works(): boolean {
    return this.options.worker && (this.#mode === "shared" || this.#mode === "worker")
  }

  readonly __hooks = {
    onApplicationStart: async () => {
      connectNotification(this.ports)
      connectCustomers(this.ports)
      connectGroups(this.ports)
      this.#checkoutHooks = registerCheckoutHooks({
        enabled: this.options.checkout_hooks,
        log: this.ports.log,
      })
      if (!this.#works) return
      const { wakeups, ports } = this.#parts
      this.#worker = await startWorker({ chores: allChores(this.#parts), wakeups, log: ports.log })
    },
    onApplicationPrepareShutdown: async () => {
      await this.#worker?.stop()
    },
    onApplicationShutdown: async () => {
      await this.#parts.wakeups.close()
      await this.#parts.database.close()
    },
  }
}
