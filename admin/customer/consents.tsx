import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { type CatalogueChannel, useChannels } from "../api/catalogue"
import { type Consent, useConsents } from "../api/customers"
import { useText } from "../i18n/use-text"
import { useUserNames } from "../page/user-names"
import { ChangeConsent } from "./change-consent"

/** May we write to this customer: channel by channel, who said so and when; staff note what they were told. */
export function Consents({ customer_id }: { customer_id: string }) {
  const { t } = useText()
  const channels = useChannels()
  const answers = useConsents(customer_id)
  const asking = (channels.data?.channels ?? []).filter((channel) => channel.consent !== "none")
  if (!answers.data || asking.length === 0) return null
  const answerOf = (channel: CatalogueChannel) =>
    answers.data.consents.find((one) => one.channel === channel.id && one.topic === "marketing")
  return (
    <div className="text-ui-fg-subtle grid grid-cols-[110px_1fr] items-start gap-3 px-6 py-3">
      <Text size="small" leading="compact" weight="plus">
        {t("consent.title")}
      </Text>
      <ul className="flex min-w-0 flex-col gap-y-3">
        {asking.map((channel) => (
          <Line key={channel.id} customer_id={customer_id} channel={channel} answer={answerOf(channel)} />
        ))}
      </ul>
    </div>
  )
}

function Line({
  customer_id,
  channel,
  answer,
}: {
  customer_id: string
  channel: CatalogueChannel
  answer: Consent | undefined
}) {
  const { t, label, time } = useText()
  const nameOf = useUserNames()
  const [changing, change] = useState(false)
  const state = answer?.state ?? "unknown"
  const agreed = channel.consent === "opt_in" ? state === "yes" : state !== "no"
  const by = typeof answer?.proof.by === "string" ? nameOf(answer.proof.by) : null
  const how = typeof answer?.proof.how === "string" ? answer.proof.how : null
  return (
    <li className="flex items-start justify-between gap-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="txt-compact-small text-ui-fg-base">{label(channel.label)}</span>
          <StatusBadge color={agreed ? "green" : state === "no" ? "red" : "grey"}>
            {t(`consent.states.${state}`)}
          </StatusBadge>
        </div>
        {answer ? (
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle mt-0.5 break-words">
            <span className="block">{time(answer.at)}</span>
            {[how, by].filter(Boolean).join(" · ")}
          </Text>
        ) : null}
      </div>
      <Button
        size="small"
        variant="transparent"
        className="shrink-0"
        aria-label={t(agreed ? "consent.withdrawFor" : "consent.giveFor", { channel: label(channel.label) })}
        onClick={() => change(true)}
      >
        {t(agreed ? "consent.withdraw" : "consent.give")}
      </Button>
      {changing ? (
        <ChangeConsent
          customer_id={customer_id}
          channel={channel}
          to={agreed ? "no" : "yes"}
          onClose={() => change(false)}
        />
      ) : null}
    </li>
  )
}
