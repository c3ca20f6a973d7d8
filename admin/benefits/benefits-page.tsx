import { useText } from "../i18n/use-text"
import { UrlTabs } from "../page/url-tabs"
import { CouponTemplates } from "./coupon-templates"
import { PointsLookup } from "./points-lookup"

export function BenefitsPage() {
  const { t } = useText()
  return (
    <UrlTabs
      label={t("nav.benefits")}
      tabs={[
        { id: "coupons", label: t("benefits.coupons"), content: () => <CouponTemplates /> },
        { id: "points", label: t("benefits.points"), content: () => <PointsLookup /> },
      ]}
    />
  )
}
