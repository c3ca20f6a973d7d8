import { chooseTrialWay, endTrial, endTrialsOf, goOtherWay } from "./choose-way"
import { eraseDeparted } from "./erase-departed"
import { getTrial, listTrials, readTrialMessage } from "./list-trials"
import { startTrial } from "./start-trial"
import { listTestAddresses, readTestAddresses, rememberTestAddresses } from "./test-addresses"
import { isTestCustomer, listTestCustomers, markTestCustomer } from "./test-customers"
import { walkTrials } from "./walk-trials"

/** The verbs of this area by name, as the container registers them. */
export const trialsVerbs = {
  startTrial,
  walkTrials,
  chooseTrialWay,
  goOtherWay,
  endTrial,
  endTrialsOf,
  listTrials,
  getTrial,
  readTrialMessage,
  eraseDeparted,
  // whom tests may write to
  listTestCustomers,
  markTestCustomer,
  isTestCustomer,
  listTestAddresses,
  readTestAddresses,
  rememberTestAddresses,
}
