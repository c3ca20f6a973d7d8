import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Segment } from "../api/segments"
import { useRemoveWebhook, useRunSync, useSaveWebhook, type Webhook } from "../api/sync"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { useConfirmed } from "../page/confirm"
import { Fact, Section } from "../page/section"
import { Nothing } from "../page/states"
import { NewSecret } from "./new-secret"
import { SyncBadge, SyncTrouble } from "./sync-state"
import { WebhookForm } from "./webhook-form"

/** Another system that is told who enters and leaves a segment. */
export function WebhookSection({ segment, webhook }: { segment: Segment; webhook: Webhook | null }) {
  const { t } = useText()
  const [editing, setEditing] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const step = { label: t("sync.webhook.add"), onClick: () => setEditing(true) }
  return (
    <Section
      title={t("sync.webhook.title")}
      subtitle={t("sync.webhook.text")}
      badge={webhook ? <SyncBadge state={webhook.state} error={webhook.error} /> : null}
      actions={webhook ? <Actions segment={segment} webhook={webhook} edit={step.onClick} /> : null}
    >
      {secret ? <NewSecret secret={secret} onClose={() => setSecret(null)} /> : null}
      {webhook ? (
        <State webhook={webhook} />
      ) : (
        <Nothing title={t("sync.webhook.none")} text={t("sync.webhook.noneText")} step={step} />
      )}
      {editing ? (
        <WebhookForm
          segment={segment}
          webhook={webhook}
          onSecret={setSecret}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Section>
  )
}

function Actions({ segment, webhook, edit }: { segment: Segment; webhook: Webhook; edit: () => void }) {
  const { t } = useText()
  const confirmed = useConfirmed()
  const run = useRunSync(segment.id)
  const save = useSaveWebhook(segment.id)
  const removing = useRemoveWebhook(segment.id)
  const runNow = useAction(async () => {
    await run.mutateAsync("webhook")
    toast.success(t("sync.started"))
  })
  const off = webhook.state === "off"
  const turn = useAction(async () => {
    await save.mutateAsync({ on: off })
    toast.success(t(off ? "sync.started" : "sync.turnedOff"))
  })
  const remove = useAction(() =>
    confirmed("sync.webhook.remove", { host: new URL(webhook.url).host }, () =>
      removing.mutateAsync(undefined),
    ),
  )
  return (
    <>
      {off ? null : (
        <Button size="small" variant="secondary" isLoading={runNow.busy} onClick={() => runNow.run()}>
          {t(webhook.error ? "page.retry" : "sync.runNow")}
        </Button>
      )}
      <Button size="small" variant="secondary" isLoading={turn.busy} onClick={() => turn.run()}>
        {t(off ? "sync.turnOn" : "sync.turnOff")}
      </Button>
      <Button size="small" variant="secondary" onClick={edit}>
        {t("sync.webhook.edit")}
      </Button>
      <Button size="small" variant="secondary" isLoading={remove.busy} onClick={() => remove.run()}>
        {t("sync.webhook.remove.confirm")}
      </Button>
    </>
  )
}

function State({ webhook }: { webhook: Webhook }) {
  const { t, number, time } = useText()
  return (
    <>
      {webhook.error ? (
        <SyncTrouble
          text={t(`sync.webhook.errors.${webhook.error}`, { detail: webhook.error_detail ?? "" })}
          next={webhook.due_at}
        />
      ) : null}
      <Fact name={t("sync.webhook.url")}>{webhook.url}</Fact>
      <Fact name={t("sync.webhook.sends")}>
        {t(webhook.with_email ? "sync.webhook.idsAndEmail" : "sync.webhook.idsOnly")}
      </Fact>
      <Fact name={t("sync.webhook.sent")}>
        {webhook.sent_at
          ? t("sync.webhook.enteredLeft", {
              entered: number(webhook.entered_sent),
              left: number(webhook.left_sent),
              at: time(webhook.sent_at),
            })
          : t("sync.notYet")}
      </Fact>
      <Fact name={t("sync.webhook.waiting")}>{number(webhook.waiting)}</Fact>
    </>
  )
}
