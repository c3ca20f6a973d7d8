import { useState } from "react"
import { useCouponTemplates, useGrantCoupon } from "../api/benefits"
import { LONGEST_LIST } from "../api/things"
import { useDiscountLine } from "../benefits/discount-line"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { NoneYet } from "../form/none-yet"
import { OneThing } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { Reason } from "./reason"

/** Puts one coupon into this customer's account, with a reason. */
export function GrantCoupon({ customer_id, onClose }: { customer_id: string; onClose: () => void }) {
  const { t } = useText()
  const discountLine = useDiscountLine()
  const templates = useCouponTemplates({ limit: LONGEST_LIST, state: "active" })
  const [template_id = "", choose] = useState<string | undefined>()
  const [reason, setReason] = useState("")
  // One key for one form: asked twice, one coupon is granted.
  const [key] = useState(() => crypto.randomUUID())
  const grant = useGrantCoupon(customer_id)
  // Without its promotion a coupon gives nothing, and the server grants none.
  const list = (templates.data?.coupon_templates ?? []).filter(({ promotion }) => promotion === "active")
  return (
    <ActionDrawer
      title={t("coupons.grant")}
      text={t("coupons.grantText")}
      verb={t("coupons.grant")}
      ready={template_id !== "" && reason.trim() !== ""}
      act={() => grant.mutateAsync({ template_id, reason: reason.trim(), key })}
      done={t("coupons.granted")}
      failed="coupons.notGranted"
      onClose={onClose}
    >
      <Labelled label={t("rules.couponTemplate")}>
        {(id) =>
          templates.data && templates.data.count > LONGEST_LIST ? (
            <OneThing
              source="coupon_template"
              only={{ state: "active" }}
              label={t("rules.choose")}
              id={template_id || undefined}
              onChange={choose}
            />
          ) : templates.data && list.length === 0 ? (
            <NoneYet makeAt="/marketing/benefits" />
          ) : (
            <Choose
              id={id}
              placeholder={t("rules.choose")}
              value={template_id}
              options={list.map(({ id, name, value }) => ({
                value: id,
                label: `${name} (${discountLine(value)})`,
              }))}
              onChange={choose}
            />
          )
        }
      </Labelled>
      <Reason value={reason} onChange={setReason} />
    </ActionDrawer>
  )
}
