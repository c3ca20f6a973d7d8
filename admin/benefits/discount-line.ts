import type { CouponValue } from "../api/benefits"
import { useText } from "../i18n/use-text"

/** "10% off, from €50.00" */
export function useDiscountLine() {
  const { t, money } = useText()
  return ({ discount, scope, minimum }: CouponValue): string =>
    [
      discount.type === "percent"
        ? t("benefits.percentOff", { percent: discount.percent })
        : discount.type === "amount"
          ? t("benefits.amountOff", { amount: money(discount.amount, discount.currency) })
          : t("benefits.freeShipping"),
      scope.type === "order" ? null : t(`benefits.scopes.${scope.type}`, { count: scope.ids.length }),
      minimum ? t("benefits.from", { amount: money(minimum.amount, minimum.currency) }) : null,
    ]
      .filter(Boolean)
      .join(", ")
}
