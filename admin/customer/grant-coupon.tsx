import { Button, Drawer, Input, Label, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { useCouponTemplates, useGrantCoupon } from "../api/benefits"
import { useDiscountLine } from "../benefits/discount-line"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"

/** Puts one coupon into this customer's account, with a reason. */
export function GrantCoupon({ customer_id, onClose }: { customer_id: string; onClose: () => void }) {
  const { t } = useText()
  const discountLine = useDiscountLine()
  const templates = useCouponTemplates({ limit: 100, state: "active" })
  const [template_id, choose] = useState<string | undefined>()
  const [reason, setReason] = useState("")
  const [key] = useState(() => crypto.randomUUID())
  const grant = useGrantCoupon(customer_id)
  const list = templates.data?.coupon_templates ?? []
  const put = useAction(async () => {
    await grant.mutateAsync({ template_id: template_id ?? "", reason: reason.trim(), key })
    toast.success(t("coupons.granted"))
    onClose()
    return LEFT
  }, "coupons.notGranted")
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("coupons.grant")}</Drawer.Title>
          <Drawer.Description>{t("coupons.grantText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus">
              {t("rules.couponTemplate")}
            </Label>
            {templates.data && list.length === 0 ? (
              <Text size="small" className="text-ui-fg-subtle">
                {t("form.noneYet")}{" "}
                <Link to="/marketing/benefits" className="text-ui-fg-interactive">
                  {t("form.makeOne")}
                </Link>
              </Text>
            ) : (
              <Choose
                size="base"
                label={t("rules.couponTemplate")}
                placeholder={t("rules.choose")}
                value={template_id}
                options={list.map((one) => ({
                  value: one.id,
                  label: `${one.name} (${discountLine(one.value)})`,
                }))}
                onChange={choose}
              />
            )}
          </div>
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus" htmlFor="coupon-reason">
              {t("points.why")}
            </Label>
            <Input id="coupon-reason" value={reason} onChange={(e) => setReason(e.target.value)} />
          </div>
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.cancel")}
          </Button>
          <Button
            size="small"
            disabled={!template_id || !reason.trim()}
            isLoading={put.busy}
            onClick={() => put.run()}
          >
            {t("coupons.grant")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
