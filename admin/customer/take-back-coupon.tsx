import { Button, Drawer, Input, Label, toast } from "@medusajs/ui"
import { useState } from "react"
import { type Coupon, useRevokeCoupon } from "../api/benefits"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"

/** Takes one coupon out of this customer's account, with a reason. */
export function TakeBackCoupon({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const { t } = useText()
  const [reason, setReason] = useState("")
  const revoke = useRevokeCoupon(coupon.customer_id)
  const name = coupon.template.name
  const take = useAction(async () => {
    await revoke.mutateAsync({ id: coupon.id, reason: reason.trim() })
    toast.success(t("coupons.takenBack", { name }))
    onClose()
    return LEFT
  }, "coupons.notTakenBack")
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("coupons.takeBackTitle", { name })}</Drawer.Title>
          <Drawer.Description>{t("coupons.takeBackText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus" htmlFor="take-back-reason">
              {t("points.why")}
            </Label>
            <Input
              id="take-back-reason"
              autoFocus
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          </div>
          <ProblemList problems={take.problems} />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.cancel")}
          </Button>
          <Button
            size="small"
            variant="danger"
            disabled={!reason.trim()}
            isLoading={take.busy}
            onClick={() => take.run()}
          >
            {t("coupons.takeBack")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
