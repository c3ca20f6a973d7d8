import { useState } from "react"
import { useChangeMembers } from "../api/segments"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"

/** Puts customers into a list by hand. */
export function PickMembers({ segmentId, onClose }: { segmentId: string; onClose: () => void }) {
  const { t } = useText()
  const [ids, setIds] = useState<string[]>([])
  const change = useChangeMembers(segmentId)
  return (
    <ActionDrawer
      title={t("segments.list.pick")}
      text={t("segments.list.pickText")}
      verb={t("segments.list.add")}
      ready={ids.length > 0}
      act={() => change.mutateAsync({ add: ids })}
      done={t("segments.list.added", { count: ids.length })}
      failed="segments.notSaved"
      onClose={onClose}
    >
      <Labelled label={t("segments.list.customers")}>
        <ThingPicker source="customer" ids={ids} onChange={setIds} label={t("segments.list.choose")} />
      </Labelled>
    </ActionDrawer>
  )
}
