import { asksForGroup } from "./asks-for-group"
import { makeCallSecret, readCallSecret } from "./call-secret"
import { mayPostTo } from "./may-post-to"
import { mirrorNextSegment } from "./mirror-next-segment"
import { mirrorSegment } from "./mirror-segment"
import { mirrorToGroup } from "./mirror-to-group"
import { noteMemberChange } from "./note-member-change"
import { queueCalls } from "./queue-calls"
import { readSync } from "./read-sync"
import { refuseOwnGroup } from "./refuse-own-group"
import { runSync } from "./run-sync"
import { removeWebhook, saveWebhook } from "./save-webhook"
import { forgetSyncsOfSegment, listSyncsOfSegment } from "./segment-syncs"
import { sendNextCalls } from "./send-calls"
import { sendNextWebhook } from "./send-next-webhook"
import { sendWebhook } from "./send-webhook"
import { stopMirror } from "./stop-mirror"
import { listStoppedSyncs } from "./stopped-syncs"
import { listStuckCalls, retryStuckCalls } from "./stuck-calls"
import { tryCall } from "./try-call"

/** Carries segments out of here: into the core's customer groups and to other systems. */
export const syncVerbs = {
  readSync,
  runSync,
  noteMemberChange,
  listSyncsOfSegment,
  forgetSyncsOfSegment,
  mirrorToGroup,
  stopMirror,
  mirrorSegment,
  mirrorNextSegment,
  asksForGroup,
  refuseOwnGroup,
  saveWebhook,
  removeWebhook,
  sendWebhook,
  sendNextWebhook,
  mayPostTo,
  queueCalls,
  sendNextCalls,
  tryCall,
  readCallSecret,
  makeCallSecret,
  listStuckCalls,
  retryStuckCalls,
  listStoppedSyncs,
}
