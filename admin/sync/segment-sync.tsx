import type { Segment } from "../api/segments"
import { useSync } from "../api/sync"
import { Failed, LoadingPage } from "../page/states"
import { GroupSection } from "./group-section"
import { WebhookSection } from "./webhook-section"

/** Where the members of a segment are carried to: a customer group of the store, and another system. */
export function SegmentSync({ segment }: { segment: Segment }) {
  const asked = useSync(segment.id)
  if (!asked.data)
    return asked.isPending ? (
      <LoadingPage />
    ) : (
      <Failed error={asked.error} retry={() => void asked.refetch()} />
    )
  const { group, webhook } = asked.data.sync
  return (
    <>
      <GroupSection segment={segment} sync={group} />
      <WebhookSection segment={segment} webhook={webhook} />
    </>
  )
}
