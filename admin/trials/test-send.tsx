import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import type { CatalogueChannel } from "../api/catalogue"
import type { Content } from "../api/templates"
import { type TestResult, useTestSend } from "../api/trials"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { usePathReason } from "../path/path-words"
import { AddressesInput, useAddresses } from "./addresses-input"

/** Sends what is being written to an address of one's own, and says what became of it. */
export function TestSend({
  channel,
  content,
  customer_id,
}: {
  channel: CatalogueChannel
  content: Content
  /** As whom it speaks; to whom it goes where it stays in the shop. */
  customer_id: string | undefined
}) {
  const { t } = useText()
  const [isOpen, open] = useState(false)
  const addresses = useAddresses()
  const to = addresses.all
  const [results, setResults] = useState<TestResult[]>([])
  const { mutateAsync } = useTestSend()
  const inHouse = channel.address === "account" || channel.address === "none"
  const send = useAction(async () => {
    setResults([])
    const given = { channel: channel.id, content, ...(customer_id ? { customer_id } : {}) }
    setResults((await mutateAsync({ ...given, to: inHouse ? [] : to })).results)
  }, "trial.notSent")
  if (!isOpen)
    return (
      <div className="px-4 py-3">
        <Button type="button" size="small" variant="secondary" onClick={() => open(true)}>
          {t("trial.sendTest")}
        </Button>
      </div>
    )
  return (
    <fieldset className="flex flex-col gap-y-3 px-4 py-3" aria-label={t("trial.sendTest")}>
      {inHouse ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t(channel.id === "log" ? "trial.sendLog" : "trial.sendInHouse")}
        </Text>
      ) : (
        <Labelled label={t("trial.sendTo")} hint={t("trial.sendText")}>
          {(id) => <AddressesInput id={id} addresses={addresses} />}
        </Labelled>
      )}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          disabled={!inHouse && to.length === 0}
          isLoading={send.busy}
          onClick={() => send.run()}
        >
          {t("trial.send")}
        </Button>
      </div>
      <ProblemList problems={send.problems} />
      <ul aria-live="polite" className="flex flex-col gap-y-1">
        {results.map((result) => (
          <li key={result.to}>
            <Delivered delivery={{ ...result, reason: result.reason ?? null }} />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

const COLOR: Record<string, "green" | "red" | "orange"> = { sent: "green", failed: "red" }

/** One address, and what became of the message for it. */
export function Delivered({ delivery }: { delivery: { to: string; state: string; reason: string | null } }) {
  const { t } = useText()
  const reasonOf = usePathReason()
  const { to, state, reason } = delivery
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <StatusBadge color={COLOR[state] ?? "orange"}>
        {t(`trial.states.${state}`, { defaultValue: state })}
      </StatusBadge>
      <Text size="small" className="break-all">
        {[to, reason ? reasonOf(reason) : null].filter(Boolean).join(" · ")}
      </Text>
    </div>
  )
}
