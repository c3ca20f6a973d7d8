import { useState } from "react"
import { type Coupon, useRevokeCoupon } from "../api/benefits"
import { ActionDrawer } from "../form/action-drawer"
import { useText } from "../i18n/use-text"
import { Reason } from "./reason"

/** Takes one coupon out of this customer's account, with a reason. */
export function TakeBackCoupon({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const { t } = useText()
  const [reason, setReason] = useState("")
  const revoke = useRevokeCoupon(coupon.customer_id)
  const name = coupon.template.name
  return (
    <ActionDrawer
      title={t("coupons.takeBackTitle", { name })}
      text={t("coupons.takeBackText")}
      verb={t("coupons.takeBack")}
      danger
      ready={reason.trim() !== ""}
      act={() => revoke.mutateAsync({ id: coupon.id, reason: reason.trim() })}
      done={t("coupons.takenBack", { name })}
      failed="coupons.notTakenBack"
      onClose={onClose}
    >
      <Reason value={reason} onChange={setReason} />
    </ActionDrawer>
  )
}
