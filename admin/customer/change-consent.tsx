import { Input } from "@medusajs/ui"
import { useState } from "react"
import type { CatalogueChannel } from "../api/catalogue"
import { useSetConsent } from "../api/customers"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** Writes down what the customer told us. A yes needs to be proven later, so it needs a note of how it was given. */
export function ChangeConsent({
  customer_id,
  channel,
  to,
  onClose,
}: {
  customer_id: string
  channel: CatalogueChannel
  to: "yes" | "no"
  onClose: () => void
}) {
  const { t, label } = useText()
  const [how, setHow] = useState("")
  const set = useSetConsent(customer_id)
  const name = label(channel.label)
  const note = how.trim()
  return (
    <ActionDrawer
      title={t(to === "yes" ? "consent.giveFor" : "consent.withdrawFor", { channel: name })}
      text={t(`consent.text.${to}`)}
      verb={t(to === "yes" ? "consent.give" : "consent.withdraw")}
      danger={to === "no"}
      ready={note !== ""}
      act={() => set.mutateAsync({ channel: channel.id, state: to, note })}
      done={t(`consent.done.${to}`, { channel: name })}
      failed="consent.notChanged"
      onClose={onClose}
    >
      <Labelled label={t("consent.how")} hint={t("consent.howText")}>
        {(id) => (
          <Input
            id={id}
            maxLength={500}
            placeholder={t("consent.howExample")}
            value={how}
            onChange={(e) => setHow(e.target.value)}
          />
        )}
      </Labelled>
    </ActionDrawer>
  )
}
