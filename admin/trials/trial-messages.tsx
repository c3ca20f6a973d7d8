import { Button, Drawer, Text } from "@medusajs/ui"
import { useState } from "react"
import { type CatalogueChannel, useChannels } from "../api/catalogue"
import type { Plan } from "../api/plans"
import type { Content } from "../api/templates"
import { type TrialMessage, type TrialStep, useTrialMessage } from "../api/trials"
import { RenderedContent } from "../form/content-preview"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { usePathReason } from "../path/path-words"
import { Delivered } from "./test-send"

type Props = { plan: Plan; no: number; step: TrialStep }

/** What was sent where, what was not and why, and what would have become of it for the customer. */
export function TrialMessages({ plan, no, step }: Props) {
  const { t } = useText()
  const [opened, open] = useState<TrialMessage | null>(null)
  return (
    <>
      {step.messages.map((message) => (
        <div key={message.nth} className="flex flex-col items-start gap-y-1">
          {message.deliveries.map((delivery) => (
            <Delivered key={delivery.to} delivery={delivery} />
          ))}
          {message.kept ? <Text size="small">{t(`trial.kept.${message.kept}`)}</Text> : null}
          <Would would={message.would} />
          {message.kept === "render_failed" || message.kept === "no_content" ? null : (
            <Button
              size="small"
              variant="transparent"
              className="text-ui-fg-interactive -ms-2"
              onClick={() => open(message)}
            >
              {t("trial.read")}
            </Button>
          )}
        </div>
      ))}
      {opened ? (
        <Reader plan={plan} no={no} at={{ hop: step.hop, nth: opened.nth }} onClose={() => open(null)} />
      ) : null}
    </>
  )
}

function Would({ would }: Pick<TrialMessage, "would">) {
  const { t } = useText()
  const reasonOf = usePathReason()
  const { state, reason, held } = would
  const text =
    state === "blocked"
      ? t("trial.wouldNot", { reason: reason ? reasonOf(reason) : "–" })
      : held
        ? t("trial.wouldLater", { reason: reasonOf(held) })
        : t("trial.would")
  return (
    <Text size="small" className="text-ui-fg-subtle">
      {text}
    </Text>
  )
}

function Reader({
  plan,
  no,
  at,
  onClose,
}: {
  plan: Plan
  no: number
  at: { hop: number; nth: number }
  onClose: () => void
}) {
  const { t, label } = useText()
  const asked = useTrialMessage(plan.id, no, at)
  const channels = useChannels().data?.channels
  const channelOf = (id: string): CatalogueChannel | undefined => channels?.find((one) => one.id === id)
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("trial.read")}</Drawer.Title>
          <Drawer.Description>
            {asked.data ? label(channelOf(asked.data.message.channel)?.label) : ""}
          </Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto">
          <Answer asked={asked}>
            {({ message }) => <Message channel={channelOf(message.channel)} rendered={message.rendered} />}
          </Answer>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

function Message({ channel, rendered }: { channel: CatalogueChannel | undefined; rendered: Content | null }) {
  const { t } = useText()
  if (channel && rendered) return <RenderedContent channel={channel} rendered={rendered} />
  return <Text size="small">{t("content.nothingToShow")}</Text>
}
