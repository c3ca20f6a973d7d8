import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import type { Segment } from "../api/segments"
import { type GroupSync, useRunSync } from "../api/sync"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Fact, Section } from "../page/section"
import { Nothing } from "../page/states"
import { FillGroup } from "./fill-group"
import { StopFilling } from "./stop-filling"
import { SyncBadge, SyncTrouble } from "./sync-state"

/** The customer group that a segment fills, so that price lists, promotions and other plugins can use it. */
export function GroupSection({ segment, sync }: { segment: Segment; sync: GroupSync | null }) {
  const { t } = useText()
  const [open, setOpen] = useState<"fill" | "stop" | null>(null)
  const run = useRunSync(segment.id)
  const runNow = useAction(async () => {
    await run.mutateAsync("group")
    toast.success(t("sync.started"))
  })
  const gone = sync?.error === "group-gone"
  const turnOn = { label: t("sync.group.turnOn"), onClick: () => setOpen("fill") }
  const actions = sync ? (
    <>
      {gone ? (
        <Button size="small" variant="secondary" onClick={turnOn.onClick}>
          {turnOn.label}
        </Button>
      ) : (
        <Button size="small" variant="secondary" isLoading={runNow.busy} onClick={() => runNow.run()}>
          {t(sync.error ? "page.retry" : "sync.runNow")}
        </Button>
      )}
      {sync.state === "ending" ? null : (
        <Button size="small" variant="secondary" onClick={() => setOpen("stop")}>
          {t("sync.turnOff")}
        </Button>
      )}
    </>
  ) : null
  return (
    <Section
      title={t("sync.group.title")}
      subtitle={t("sync.group.text")}
      badge={sync ? <SyncBadge state={sync.state} error={sync.error} /> : null}
      actions={actions}
    >
      {sync ? (
        <State sync={sync} />
      ) : (
        <Nothing title={t("sync.group.none")} text={t("sync.group.noneText")} step={turnOn} />
      )}
      {open === "fill" ? <FillGroup segment={segment} onClose={() => setOpen(null)} /> : null}
      {open === "stop" && sync ? (
        <StopFilling segment={segment} sync={sync} onClose={() => setOpen(null)} />
      ) : null}
    </Section>
  )
}

function State({ sync }: { sync: GroupSync }) {
  const { t, number, time } = useText()
  return (
    <>
      {sync.error ? (
        <SyncTrouble
          text={t(`sync.group.errors.${sync.error}`, { detail: sync.error_detail ?? "" })}
          next={sync.due_at}
        />
      ) : null}
      <Fact name={t("sync.group.group")}>
        {sync.group.name === null ? (
          t("form.deleted", { name: sync.group.id })
        ) : (
          <Link to={`/customer-groups/${sync.group.id}`} className="text-ui-fg-interactive">
            {sync.group.name}
          </Link>
        )}
      </Fact>
      <Fact name={t("sync.group.members")}>{number(sync.members)}</Fact>
      <Fact name={t("sync.group.lastRun")}>
        {sync.compared_at || sync.added + sync.removed > 0
          ? t("sync.group.addedRemoved", { added: number(sync.added), removed: number(sync.removed) })
          : t("sync.notYet")}
      </Fact>
      <Fact name={t("sync.group.waiting")}>{number(sync.waiting)}</Fact>
      <Fact name={t("sync.group.compared")}>
        {sync.compared_at ? time(sync.compared_at) : t("sync.notYet")}
      </Fact>
    </>
  )
}
