import { Input } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import { useMakeSegment } from "../api/segments"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** An empty list; its people are picked or imported on its page. */
export function NewList({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const go = useNavigate()
  const make = useMakeSegment()
  const [name, setName] = useState("")
  return (
    <ActionDrawer
      title={t("segments.list.new")}
      text={t("segments.list.text")}
      verb={t("segments.create")}
      ready={Boolean(name.trim())}
      act={async () => {
        const made = await make.mutateAsync({ name: name.trim(), type: "static" })
        await go(`/marketing/segments/${made.segment.id}?tab=members`)
      }}
      failed="segments.notSaved"
      onClose={onClose}
    >
      <Labelled label={t("segments.name")}>
        {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
      </Labelled>
    </ActionDrawer>
  )
}
