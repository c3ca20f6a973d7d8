import type { AnyKind } from "../extension/kind"
import { branch } from "./branch"
import { conditions } from "./conditions"
import { doNothing } from "./do-nothing"
import { exit } from "./exit"
import { filter } from "./filter"
import { goal } from "./goal"
import { join } from "./join"
import { list } from "./list"
import { repContacts } from "./rep-contacts"
import { segment } from "./segment"
import { splitTest } from "./split-test"
import { tags } from "./tags"
import { wait } from "./wait"
import { waitForEvent } from "./wait-for-event"
import { waitUntil } from "./wait-until"

/** The built-in kinds, in the order of the palette. */
export const kinds: AnyKind[] = [
  segment,
  list,
  conditions,
  repContacts,
  filter,
  branch,
  wait,
  waitUntil,
  waitForEvent,
  splitTest,
  join,
  goal,
  doNothing,
  exit,
  tags,
]
