import type { AnyKind } from "../extension/kind"
import { branch } from "./branch"
import { conditions } from "./conditions"
import { doNothing } from "./do-nothing"
import { exit } from "./exit"
import { filter } from "./filter"
import { join } from "./join"
import { list } from "./list"
import { repContacts } from "./rep-contacts"
import { segment } from "./segment"
import { splitTest } from "./split-test"
import { tags } from "./tags"
import { wait } from "./wait"
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
  splitTest,
  join,
  doNothing,
  exit,
  tags,
]
