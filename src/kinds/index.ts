import type { AnyKind } from "../extension/kind"
import { conditions } from "./conditions"
import { exit } from "./exit"
import { filter } from "./filter"
import { segment } from "./segment"
import { splitTest } from "./split-test"
import { tags } from "./tags"
import { wait } from "./wait"

/** The built-in kinds, in the order of the palette. */
export const kinds: AnyKind[] = [segment, conditions, filter, wait, splitTest, exit, tags]
