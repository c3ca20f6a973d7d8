import { Button, Code, Copy, Text } from "@medusajs/ui"
import { useText } from "../i18n/use-text"

/** The secret that signs what a webhook sends, in the one moment in which it can be seen. */
export function NewSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useText()
  return (
    <div className="bg-ui-bg-subtle flex flex-col gap-y-2 px-6 py-4" role="status">
      <Text size="small" leading="compact" weight="plus">
        {t("sync.webhook.secret")}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {t("sync.webhook.secretText")}
      </Text>
      <div className="flex flex-wrap items-center gap-2">
        <Code className="break-all">{secret}</Code>
        <Copy content={secret} aria-label={t("sync.webhook.copySecret")} />
        <Button size="small" variant="secondary" onClick={onClose}>
          {t("sync.webhook.secretKept")}
        </Button>
      </div>
    </div>
  )
}
