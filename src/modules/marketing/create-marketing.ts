import { createContainer, InjectionMode } from "awilix"
import { type Foundation, type Grounds, registerParts } from "./parts"
import type { Verbs } from "./verbs"

export type Marketing = Verbs & Grounds

/** The module without Medusa around it: for workers of the crash harness, benchmarks and tests of the engine. */
export function createMarketing(foundation: Foundation): Marketing {
  const container = createContainer({ injectionMode: InjectionMode.PROXY })
  registerParts(container, foundation)
  return container.cradle as Marketing
}
