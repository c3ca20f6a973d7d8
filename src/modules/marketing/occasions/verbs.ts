import { listenFor } from "./listen-for"
import { lookAtDays } from "./look-at-days"
import { noteCatalog, readCatalogWatchers } from "./note-catalog"
import { noteMembership } from "./note-membership"
import { noteOccasions } from "./note-occasions"
import { recallMoments } from "./recall-moments"
import { hasHistory, recallOccasions } from "./recall-occasions"
import { stopListening } from "./stop-listening"
import { takeOccasions } from "./take-occasions"
import { takeUpOccasions } from "./take-up-occasions"

/** The verbs of this area by name, as the container registers them. */
export const occasionsVerbs = {
  listenFor,
  stopListening,
  noteOccasions,
  noteMembership,
  noteCatalog,
  readCatalogWatchers,
  lookAtDays,
  takeOccasions,
  takeUpOccasions,
  // For who looks back.
  recallOccasions,
  recallMoments,
  hasHistory,
}
