import { analyseNode } from "./analyse-node"
import { readBreakers, tellBreaker } from "./breakers"
import { marketingOverview } from "./overview"
import { planPeople } from "./plan-people"
import { planReport } from "./plan-report"
import { readHealth } from "./read-health"

/** The verbs of this area by name, as the container registers them. */
export const reportsVerbs = {
  planReport,
  analyseNode,
  planPeople,
  marketingOverview,
  readHealth,
  readBreakers,
  tellBreaker,
}
