import { ATTRIBUTES } from "./attributes"
import { BEHAVIOUR } from "./behaviour"
import { DONE } from "./done"
import { EVENTS } from "./events"
import { EVERYDAY } from "./everyday"
import { HISTORY } from "./history"
import { MONEY } from "./money"
import type { Pair } from "./pair"
import { PEOPLE } from "./people"
import { RELATIONS } from "./relations"

/** Rules that together use all of the language: what is missing is named by `gaps`. */
export const PAIRS: Pair[] = [
  ...EVERYDAY,
  ...PEOPLE,
  ...ATTRIBUTES,
  ...RELATIONS,
  ...MONEY,
  ...DONE,
  ...EVENTS,
  ...BEHAVIOUR,
  ...HISTORY,
]
