import { attributionVerbs } from "./attribution/verbs"
import { audienceVerbs } from "./audience/verbs"
import { benefitsVerbs } from "./benefits/verbs"
import { catalogVerbs } from "./catalog/verbs"
import { commerceVerbs } from "./commerce/verbs"
import { engineVerbs } from "./engine/verbs"
import { factsVerbs } from "./facts/verbs"
import { importsVerbs } from "./imports/verbs"
import { insightVerbs } from "./insight/verbs"
import { lifecycleVerbs } from "./lifecycle/verbs"
import { messagesVerbs } from "./messages/verbs"
import { occasionsVerbs } from "./occasions/verbs"
import { plansVerbs } from "./plans/verbs"
import { preRunsVerbs } from "./pre-runs/verbs"
import { reportsVerbs } from "./reports/verbs"
import { splitTestsVerbs } from "./split-tests/verbs"
import { syncVerbs } from "./sync/verbs"
import { trialsVerbs } from "./trials/verbs"

/**
 * Every verb of the module by name: the wiring plan of the house. A verb file exports one factory that takes the
 * parts it needs and answers a function; the container hands them over by these names.
 */
export const verbs = {
  ...audienceVerbs,
  ...insightVerbs,
  ...lifecycleVerbs,
  ...commerceVerbs,
  ...factsVerbs,
  ...catalogVerbs,
  ...plansVerbs,
  ...preRunsVerbs,
  ...trialsVerbs,
  ...occasionsVerbs,
  ...splitTestsVerbs,
  ...engineVerbs,
  ...benefitsVerbs,
  ...messagesVerbs,
  ...attributionVerbs,
  ...reportsVerbs,
  ...importsVerbs,
  ...syncVerbs,
}

type Factories = typeof verbs
/** The verbs as callers see them. */
export type Verbs = {
  [Name in keyof Factories]: Factories[Name] extends (parts: never) => infer Verb ? Verb : never
}
