import { Button, Drawer, Hint, Input, Label, toast } from "@medusajs/ui"
import { useState } from "react"
import type { CatalogueChannel } from "../api/catalogue"
import { useSetConsent } from "../api/customers"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"

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
  const [note, setNote] = useState("")
  const set = useSetConsent(customer_id)
  const name = label(channel.label)
  const put = useAction(async () => {
    await set.mutateAsync({ channel: channel.id, state: to, note: note.trim() })
    toast.success(t(`consent.done.${to}`, { channel: name }))
    onClose()
    return LEFT
  }, "consent.notChanged")
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>
            {t(to === "yes" ? "consent.giveFor" : "consent.withdrawFor", { channel: name })}
          </Drawer.Title>
          <Drawer.Description>{t(`consent.text.${to}`)}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus" htmlFor="consent-note">
              {t("consent.how")}
            </Label>
            <Input
              id="consent-note"
              autoFocus
              maxLength={500}
              placeholder={t("consent.howExample")}
              value={note}
              onChange={(e) => setNote(e.target.value)}
            />
            <Hint>{t("consent.howText")}</Hint>
          </div>
          <ProblemList problems={put.problems} />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.cancel")}
          </Button>
          <Button
            size="small"
            variant={to === "no" ? "danger" : "primary"}
            disabled={!note.trim()}
            isLoading={put.busy}
            onClick={() => put.run()}
          >
            {t(to === "yes" ? "consent.give" : "consent.withdraw")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
