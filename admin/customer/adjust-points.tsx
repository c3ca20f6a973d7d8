import { Button, Drawer, Hint, Input, Label, toast } from "@medusajs/ui"
import { useState } from "react"
import { useAdjustPoints } from "../api/benefits"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"

/** Gives or takes points by hand; the reason and the user's name stay on the entry. */
export function AdjustPoints({ customer_id, onClose }: { customer_id: string; onClose: () => void }) {
  const { t } = useText()
  const [amount, setAmount] = useState<number | undefined>()
  const [reason, setReason] = useState("")
  const [days, setDays] = useState<number | undefined>()
  const [key] = useState(() => crypto.randomUUID())
  const adjust = useAdjustPoints(customer_id)
  const put = useAction(async () => {
    await adjust.mutateAsync({
      amount: amount ?? 0,
      reason: reason.trim(),
      key,
      expires_in_days: days ?? null,
    })
    toast.success(t("points.adjusted"))
    onClose()
    return LEFT
  }, "points.notAdjusted")
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("points.adjust")}</Drawer.Title>
          <Drawer.Description>{t("points.adjustText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus">
              {t("benefits.points")}
            </Label>
            <NumberInput
              label={t("benefits.points")}
              className="w-40"
              whole
              value={amount}
              onChange={setAmount}
            />
            <Hint>{t("points.amountText")}</Hint>
          </div>
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus" htmlFor="points-reason">
              {t("points.why")}
            </Label>
            <Input id="points-reason" value={reason} onChange={(e) => setReason(e.target.value)} />
          </div>
          {(amount ?? 0) > 0 ? (
            <div className="flex flex-col gap-y-1.5">
              <Label size="small" weight="plus">
                {t("settings.expires_in_days")}
              </Label>
              <NumberInput
                label={t("settings.expires_in_days")}
                whole
                min={1}
                value={days}
                onChange={setDays}
              />
              <Hint>{t("points.neverExpire")}</Hint>
            </div>
          ) : null}
          <ProblemList problems={put.problems} />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.cancel")}
          </Button>
          <Button
            size="small"
            disabled={!amount || !reason.trim()}
            isLoading={put.busy}
            onClick={() => put.run()}
          >
            {t("points.adjust")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
