import { attributionChores } from "./attribution/chores"
import { audienceChores } from "./audience/chores"
import { benefitsChores } from "./benefits/chores"
import { catalogChores } from "./catalog/chores"
import type { Chore } from "./chore"
import { engineChores } from "./engine/chores"
import { factsChores } from "./facts/chores"
import { importsChores } from "./imports/chores"
import { lifecycleChores } from "./lifecycle/chores"
import { messagesChores } from "./messages/chores"
import { occasionsChores } from "./occasions/chores"
import { plansChores } from "./plans/chores"
import { splitTestsChores } from "./split-tests/chores"
import { syncChores } from "./sync/chores"
import { trialsChores } from "./trials/chores"
import type { Verbs } from "./verbs"

/** All background work of the module, in the order in which facts walk through it. */
export const allChores = (verbs: Verbs): Chore[] => [
  ...factsChores(verbs),
  ...catalogChores(verbs),
  ...importsChores(verbs),
  ...lifecycleChores(verbs),
  ...audienceChores(verbs),
  ...syncChores(verbs),
  ...plansChores(verbs),
  ...splitTestsChores(verbs),
  ...occasionsChores(verbs),
  ...engineChores(verbs),
  ...trialsChores(verbs),
  ...messagesChores(verbs),
  ...benefitsChores(verbs),
  ...attributionChores(verbs),
]
