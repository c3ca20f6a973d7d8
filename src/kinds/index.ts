import type { AnyKind } from "../extension/kind"
import { analysis } from "./analysis"
import { assignRep } from "./assign-rep"
import { attributes } from "./attributes"
import { benefitBlock } from "./benefit-block"
import { branch } from "./branch"
import { conditions } from "./conditions"
import { doNothing } from "./do-nothing"
import { exit } from "./exit"
import { filter } from "./filter"
import { goal } from "./goal"
import { join } from "./join"
import { leadScore } from "./lead-score"
import { list } from "./list"
import { rateLimit } from "./rate-limit"
import { repContacts } from "./rep-contacts"
import { segment } from "./segment"
import { segmentMembership } from "./segment-membership"
import { setKinds } from "./sets"
import { splitTest } from "./split-test"
import { syncAudience } from "./sync-audience"
import { tags } from "./tags"
import { takeBack } from "./take-back"
import { wait } from "./wait"
import { waitForEvent } from "./wait-for-event"
import { waitUntil } from "./wait-until"
import { webhook } from "./webhook"

/** The built-in kinds, in the order of the palette. */
export const kinds: AnyKind[] = [
  segment,
  list,
  conditions,
  repContacts,
  ...setKinds,
  filter,
  branch,
  wait,
  waitUntil,
  waitForEvent,
  splitTest,
  rateLimit,
  join,
  goal,
  doNothing,
  exit,
  tags,
  attributes,
  segmentMembership,
  syncAudience,
  webhook,
  assignRep,
  leadScore,
  benefitBlock,
  takeBack,
  analysis,
]
