import { Input } from "@medusajs/ui"
import { useState } from "react"
import type { Segment } from "../api/segments"
import { useSaveWebhook, type Webhook } from "../api/sync"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"

/** Where a segment's changes are sent and what of a person. A secret that is made with it is handed to `onSecret`, once. */
export function WebhookForm({
  segment,
  webhook,
  onSecret,
  onClose,
}: {
  segment: Segment
  webhook: Webhook | null
  onSecret: (secret: string) => void
  onClose: () => void
}) {
  const { t } = useText()
  const [url, setUrl] = useState(webhook?.url ?? "")
  const [withEmail, setWithEmail] = useState(webhook?.with_email ?? false)
  const [anew, setAnew] = useState(false)
  const save = useSaveWebhook(segment.id)
  const elsewhere = webhook !== null && url.trim() !== webhook.url
  return (
    <ActionDrawer
      title={t(webhook ? "sync.webhook.edit" : "sync.webhook.add")}
      text={t("sync.webhook.formText")}
      verb={t("page.save")}
      ready={url.trim() !== ""}
      act={async () => {
        const { secret } = await save.mutateAsync({
          url: url.trim(),
          with_email: withEmail,
          new_secret: anew,
        })
        if (secret) onSecret(secret)
      }}
      done={t("sync.webhook.saved")}
      failed="sync.notChanged"
      onClose={onClose}
    >
      <Labelled
        label={t("sync.webhook.url")}
        hint={t(elsewhere ? "sync.webhook.otherUrlText" : "sync.webhook.urlText")}
      >
        {(id) => (
          <Input
            id={id}
            type="url"
            maxLength={2_000}
            placeholder="https://crm.example/hooks/segments"
            value={url}
            onChange={(e) => setUrl(e.target.value)}
          />
        )}
      </Labelled>
      <Switched
        name={t("sync.webhook.withEmail")}
        text={t("sync.webhook.withEmailText")}
        on={withEmail}
        onSwitch={setWithEmail}
      />
      {webhook ? (
        <Switched
          name={t("sync.webhook.newSecret")}
          text={t("sync.webhook.newSecretText")}
          on={anew}
          onSwitch={setAnew}
        />
      ) : null}
    </ActionDrawer>
  )
}
