import { ReceiptPercent } from "@medusajs/icons"
import {
  Badge,
  Button,
  createDataTableColumnHelper,
  type DataTableColumnDef,
  StatusBadge,
  Text,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { type CouponTemplate, useCouponTemplates, useEndCouponTemplate } from "../api/benefits"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { ListPage, useListAsk } from "../page/list-page"
import { Nothing } from "../page/states"
import { CouponTemplateForm } from "./coupon-template-form"
import { useDiscountLine } from "./discount-line"

const column = createDataTableColumnHelper<CouponTemplate>()

export function CouponTemplates() {
  const { t } = useText()
  const [making, make] = useState(false)
  const asked = useCouponTemplates(useListAsk())
  const columns = useColumns()
  return (
    <>
      <ListPage
        heading={t("benefits.coupons")}
        subtitle={t("benefits.couponsText")}
        actions={
          <Button size="small" variant="secondary" onClick={() => make(true)}>
            {t("benefits.create")}
          </Button>
        }
        columns={columns}
        rows={asked.data?.coupon_templates ?? []}
        count={asked.data?.count ?? 0}
        asked={asked}
        rowId={(template) => template.id}
        empty={
          <Nothing
            icon={<ReceiptPercent />}
            title={t("benefits.empty")}
            text={t("benefits.emptyText")}
            step={{ label: t("benefits.create"), onClick: () => make(true) }}
          />
        }
      />
      {making ? <CouponTemplateForm onClose={() => make(false)} /> : null}
    </>
  )
}

/** Its name, and when its coupons give nothing, that and why. */
function Name({ template: { name, promotion } }: { template: CouponTemplate }) {
  const { t } = useText()
  if (promotion === "active") return name
  return (
    <div className="flex flex-col gap-y-1 py-2">
      <div className="flex items-center gap-x-2">
        <span className="truncate">{name}</span>
        <StatusBadge color={promotion === "gone" ? "red" : "orange"}>
          {t(`benefits.promotion.${promotion}`)}
        </StatusBadge>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle max-w-[320px] whitespace-normal">
        {t(`benefits.promotionText.${promotion}`)}
      </Text>
    </div>
  )
}

function useColumns(): DataTableColumnDef<CouponTemplate, never>[] {
  const { t, number, date } = useText()
  const discountLine = useDiscountLine()
  const confirmed = useConfirmed()
  const { mutateAsync: end } = useEndCouponTemplate()
  return useMemo(() => {
    const validity = (template: CouponTemplate) => {
      if (template.valid_days) return t("benefits.validFor", { count: template.valid_days })
      return template.valid_until ? date(template.valid_until) : t("benefits.always")
    }
    const counted = (n: number) => <span className="tabular-nums">{number(n)}</span>
    return [
      column.accessor("name", {
        header: t("benefits.name"),
        cell: ({ row }) => <Name template={row.original} />,
      }),
      column.accessor("code", {
        header: t("benefits.code"),
        cell: ({ getValue }) => <Badge size="2xsmall">{getValue()}</Badge>,
      }),
      column.accessor("value", {
        header: t("benefits.discount"),
        cell: ({ getValue }) => discountLine(getValue()),
      }),
      column.display({ id: "valid", header: t("benefits.valid"), cell: ({ row }) => validity(row.original) }),
      column.accessor("granted", {
        header: t("benefits.granted"),
        align: "right",
        cell: ({ row }) =>
          row.original.grant_limit
            ? `${number(row.original.granted)} / ${number(row.original.grant_limit)}`
            : counted(row.original.granted),
      }),
      column.accessor("coupons", {
        header: t("benefits.used"),
        align: "right",
        cell: ({ row }) => counted(row.original.coupons.used),
      }),
      column.accessor("state", {
        header: t("plans.state"),
        cell: ({ getValue }) => (
          <StatusBadge color={getValue() === "active" ? "green" : "grey"}>
            {t(`benefits.states.${getValue()}`)}
          </StatusBadge>
        ),
      }),
      column.action({
        actions: ({ row }) =>
          row.original.state === "active"
            ? [
                {
                  label: t("benefits.end.confirm"),
                  onClick: () =>
                    void confirmed("benefits.end", { name: row.original.name }, () => end(row.original.id)),
                },
              ]
            : [],
      }),
    ] as DataTableColumnDef<CouponTemplate, never>[]
  }, [t, number, date, discountLine, confirmed, end])
}
