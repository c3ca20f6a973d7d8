import { answerConsents } from "./answer-consents"
import { blockOrphans } from "./block-orphans"
import { channelPorts } from "./channel-ports"
import { checkChosenTemplates } from "./check-chosen-templates"
import { checkContent } from "./check-content"
import { claimSends } from "./claim-sends"
import { countSends } from "./count-sends"
import { deleteTemplate } from "./delete-template"
import { foreseeSends } from "./foresee-sends"
import { getTemplate } from "./get-template"
import { holdTexts } from "./hold-texts"
import { listInbox } from "./list-inbox"
import { listSends } from "./list-sends"
import { listTemplates } from "./list-templates"
import { listTopics } from "./list-topics"
import { performSends } from "./perform-sends"
import { prepareWave } from "./prepare-wave"
import { previewContent } from "./preview-content"
import { queueMessages } from "./queue-messages"
import { readConsents } from "./read-consents"
import { readInboxMessage } from "./read-inbox-message"
import { readMailToken } from "./read-mail-token"
import { readPlainVariables } from "./read-plain-variables"
import { readPreferences } from "./read-preferences"
import { readSendFacts } from "./read-send-facts"
import { readShopper } from "./read-shopper"
import { recordClick } from "./record-click"
import { recordOpen } from "./record-open"
import { recordReceipts } from "./record-receipts"
import { listHeldTexts, releaseTexts, releaseWithVersion, sendReleased } from "./release-texts"
import { resolveSend } from "./resolve-send"
import { savePreferences } from "./save-preferences"
import { saveTemplate } from "./save-template"
import { sendChannels } from "./send-channels"
import { sendTest } from "./send-test"
import { readSendingLimits, readStoreHoldOut, saveSendingLimits } from "./sending-limits"
import { setConsent } from "./set-consent"
import { readSending, switchSending } from "./switch-sending"
import { testSend } from "./test-send"
import { unsubscribe } from "./unsubscribe"
import { writeConsents } from "./write-consents"
import { writeRefusals } from "./write-refusals"

/** The verbs of this area by name, as the container registers them. */
export const messagesVerbs = {
  // the ledger, in the order of a message's life
  queueMessages,
  performSends,
  claimSends,
  prepareWave,
  holdTexts,
  listHeldTexts,
  releaseTexts,
  releaseWithVersion,
  sendReleased,
  channelPorts,
  recordReceipts,
  resolveSend,
  readSendFacts,
  listSends,
  countSends,
  foreseeSends,
  sendChannels,
  blockOrphans,
  readSending,
  switchSending,
  readSendingLimits,
  saveSendingLimits,
  readStoreHoldOut,
  // what people do with a message
  recordClick,
  recordOpen,
  readMailToken,
  unsubscribe,
  readPreferences,
  savePreferences,
  listInbox,
  readInboxMessage,
  // consent
  writeConsents,
  writeRefusals,
  setConsent,
  answerConsents,
  readShopper,
  readConsents,
  listTopics,
  // content
  checkContent,
  checkChosenTemplates,
  readPlainVariables,
  previewContent,
  testSend,
  sendTest,
  saveTemplate,
  listTemplates,
  getTemplate,
  deleteTemplate,
}
