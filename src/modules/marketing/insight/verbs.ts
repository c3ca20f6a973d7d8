import { readInsight } from "./read-insight"
import { readStageMoves } from "./read-stage-moves"

/** The verbs of this area by name, as the container registers them. */
export const insightVerbs = { readInsight, readStageMoves }
