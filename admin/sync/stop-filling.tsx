import { useState } from "react"
import type { Segment } from "../api/segments"
import { type GroupSync, useStopFilling } from "../api/sync"
import { ActionDrawer } from "../form/action-drawer"
import { useText } from "../i18n/use-text"
import { ChoiceCards } from "../plans/wizard/choice-cards"

/** Turns a mirror off, and asks what becomes of the people whom it put into the group. */
export function StopFilling({
  segment,
  sync,
  onClose,
}: {
  segment: Segment
  sync: GroupSync
  onClose: () => void
}) {
  const { t, number } = useText()
  const [people, setPeople] = useState<"leave" | "remove">("leave")
  const stop = useStopFilling(segment.id)
  const name = sync.group.name ?? sync.group.id
  const ways = (["leave", "remove"] as const).map((value) => ({
    value,
    label: t(`sync.group.ends.${value}`),
    text: t(`sync.group.endTexts.${value}`, { count: sync.members, shown: number(sync.members) }),
  }))
  return (
    <ActionDrawer
      title={t("sync.group.stopTitle", { name })}
      text={t("sync.group.stopText")}
      verb={t("sync.turnOff")}
      danger={people === "remove"}
      ready
      act={() => stop.mutateAsync(people)}
      done={t("sync.turnedOff")}
      failed="sync.notChanged"
      onClose={onClose}
    >
      {sync.group.name === null || sync.members === 0 ? null : (
        <ChoiceCards
          label={t("sync.group.whatOfPeople")}
          value={people}
          options={ways}
          onChange={setPeople}
        />
      )}
    </ActionDrawer>
  )
}
