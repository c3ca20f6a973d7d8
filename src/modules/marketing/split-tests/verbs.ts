import { chooseWinner } from "./choose-winner"
import { decideWinners } from "./decide-winners"
import { measureArms } from "./measure-arms"
import { readWinner } from "./read-winner"
import { reportSplitTests } from "./report-split-tests"

/** The verbs of this area by name, as the container registers them. */
export const splitTestsVerbs = { chooseWinner, decideWinners, measureArms, readWinner, reportSplitTests }
