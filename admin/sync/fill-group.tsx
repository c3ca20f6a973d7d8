import { Hint } from "@medusajs/ui"
import { useState } from "react"
import type { Segment } from "../api/segments"
import { useFillGroup } from "../api/sync"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { OneThing } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { ChoiceCards } from "../plans/wizard/choice-cards"

/** Which customer group a segment fills: a new one of its name, or one that is there. */
export function FillGroup({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { t } = useText()
  const [way, setWay] = useState<"make" | "choose">("make")
  const [group, setGroup] = useState<string | undefined>()
  const fill = useFillGroup(segment.id)
  const ways = (["make", "choose"] as const).map((value) => ({
    value,
    label: t(`sync.group.ways.${value}`),
    text: t(`sync.group.wayTexts.${value}`, { name: segment.name }),
  }))
  return (
    <ActionDrawer
      title={t("sync.group.turnOn")}
      text={t("sync.group.text")}
      verb={t("sync.group.turnOn")}
      ready={way === "make" || group !== undefined}
      act={() => fill.mutateAsync(way === "make" ? {} : { group_id: group })}
      done={t("sync.started")}
      failed="sync.notChanged"
      onClose={onClose}
    >
      <ChoiceCards label={t("sync.group.which")} value={way} options={ways} onChange={setWay} />
      {way === "choose" ? (
        <Labelled label={t("sync.group.group")}>
          <OneThing
            source="customer_group"
            id={group}
            onChange={setGroup}
            label={t("sync.group.chooseGroup")}
          />
        </Labelled>
      ) : null}
      <Hint>{t("sync.group.byHand")}</Hint>
    </ActionDrawer>
  )
}
