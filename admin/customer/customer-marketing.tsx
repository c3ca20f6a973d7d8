import { ArrowUturnLeft, EllipsisHorizontal } from "@medusajs/icons"
import { Badge, Container, DropdownMenu, Heading, IconButton, Text, Tooltip } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { Link } from "react-router-dom"
import { useAttributes } from "../api/attributes"
import type { Coupon } from "../api/benefits"
import { Refusal } from "../api/client"
import { type CustomerSummary, PROFILE, useCustomerSummary } from "../api/customers"
import { useDiscountLine } from "../benefits/discount-line"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { Failed, LoadingRows } from "../page/states"
import { AccountNote } from "./account-note"
import { AdjustPoints } from "./adjust-points"
import { useAttributeText } from "./attribute-text"
import { Consents } from "./consents"
import { EditProfile } from "./edit-profile"
import { EditTags } from "./edit-tags"
import { GrantCoupon } from "./grant-coupon"
import { useProfileText } from "./profile-text"
import { TakeBackCoupon } from "./take-back-coupon"
import { TestBadge, TestMark } from "./test-mark"
import { Timeline } from "./timeline"

/** On Medusa's customer page: points, coupons, tags, what happened, and what staff may give. */
export function CustomerMarketing({ customer_id }: { customer_id: string }) {
  const { t } = useText()
  const asked = useCustomerSummary(customer_id)
  const [open, setOpen] = useState<"profile" | "tags" | "points" | "coupon" | null>(null)
  const unknown = asked.error instanceof Refusal && asked.error.status === 404
  return (
    <Container className="divide-y p-0" role="region" aria-label={t("customer.title")}>
      <div className="flex items-center justify-between px-6 py-4">
        <div className="flex flex-wrap items-center gap-2">
          <Heading level="h2">{t("customer.title")}</Heading>
          <TestBadge customer_id={customer_id} />
        </div>
        <DropdownMenu dir={useDirection()}>
          <DropdownMenu.Trigger asChild>
            <IconButton size="small" variant="transparent" aria-label={t("page.more")}>
              <EllipsisHorizontal />
            </IconButton>
          </DropdownMenu.Trigger>
          {/* The drawer that opens takes the focus: the menu must not bring it back to its button. */}
          <DropdownMenu.Content align="end" onCloseAutoFocus={(e) => open && e.preventDefault()}>
            <DropdownMenu.Item disabled={!asked.data} onClick={() => setOpen("profile")}>
              {t("customer.editProfile")}
            </DropdownMenu.Item>
            <DropdownMenu.Item disabled={!asked.data} onClick={() => setOpen("tags")}>
              {t("tags.edit")}
            </DropdownMenu.Item>
            <DropdownMenu.Item onClick={() => setOpen("points")}>{t("points.adjust")}</DropdownMenu.Item>
            <DropdownMenu.Item onClick={() => setOpen("coupon")}>{t("coupons.grant")}</DropdownMenu.Item>
            {asked.data ? <TestMark customer_id={customer_id} /> : null}
          </DropdownMenu.Content>
        </DropdownMenu>
      </div>
      {asked.data ? <AccountNote customer={asked.data.customer} /> : null}
      {asked.data ? <Summary customer={asked.data.customer} /> : null}
      {asked.data ? <Consents customer_id={customer_id} /> : null}
      {asked.isPending ? <LoadingRows rows={3} /> : null}
      {unknown ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("customer.unknown")}
        </Text>
      ) : null}
      {asked.isError && !unknown ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.data ? <Timeline customer_id={customer_id} /> : null}
      {open === "profile" && asked.data ? (
        <EditProfile customer={asked.data.customer} onClose={() => setOpen(null)} />
      ) : null}
      {open === "tags" && asked.data ? (
        <EditTags customer={asked.data.customer} onClose={() => setOpen(null)} />
      ) : null}
      {open === "points" ? <AdjustPoints customer_id={customer_id} onClose={() => setOpen(null)} /> : null}
      {open === "coupon" ? <GrantCoupon customer_id={customer_id} onClose={() => setOpen(null)} /> : null}
    </Container>
  )
}

function Summary({ customer }: { customer: CustomerSummary }) {
  const { t, number, date } = useText()
  const next = customer.points.expiring[0]
  return (
    <>
      <Profile customer={customer} />
      <Row name={t("benefits.points")}>
        <Link
          to={`/marketing/benefits?tab=points&customer=${customer.customer_id}`}
          className="text-ui-fg-interactive tabular-nums"
        >
          {number(customer.points.balance)}
        </Link>
        {customer.points.held > 0 ? (
          <span className="text-ui-fg-subtle">
            {" · "}
            {t("customer.onCarts", { points: number(customer.points.held) })}
          </span>
        ) : null}
        {next ? (
          <span className="text-ui-fg-subtle">
            {" · "}
            {t("customer.expiring", { points: number(next.points), at: date(next.expires_at) })}
          </span>
        ) : null}
      </Row>
      <Row name={t("benefits.coupons")}>
        {customer.coupons.length === 0 ? (
          "–"
        ) : (
          <ul className="flex flex-col gap-y-2">
            {customer.coupons.map((coupon) => (
              <CouponLine key={coupon.id} coupon={coupon} />
            ))}
          </ul>
        )}
      </Row>
      <Row name={t("customer.tags")}>
        {customer.tags.length === 0 ? (
          "–"
        ) : (
          <div className="flex flex-wrap gap-1">
            {customer.tags.map((tag) => (
              <Badge key={tag} size="2xsmall">
                {tag}
              </Badge>
            ))}
          </div>
        )}
      </Row>
      <Row name={t("customer.purchases")}>
        {number(customer.purchases)}
        {customer.last_purchase_at ? (
          <span className="text-ui-fg-subtle">
            {" · "}
            {t("customer.last", { at: date(customer.last_purchase_at) })}
          </span>
        ) : null}
      </Row>
    </>
  )
}

/** What is known beside the customer record; a customer of whom nothing is known has no such row. */
function Profile({ customer }: { customer: CustomerSummary }) {
  const { t } = useText()
  const read = useProfileText(customer)
  const { nameOf, say } = useAttributeText()
  const known = PROFILE.filter((name) => (customer[name] ?? "") !== "")
  const attributes = Object.entries(customer.attributes)
  const defined = useAttributes().data?.attributes
  const called = (key: string) => nameOf(defined?.find((one) => one.key === key) ?? { key, label: {} })
  if (known.length + attributes.length + customer.relations.length === 0) return null
  return (
    <Row name={t("customer.profile")}>
      <ul className="flex flex-col gap-y-1">
        {known.map((name) => (
          <li key={name} className="break-words">
            {t(`imports.targets.${name}`)}: <span className="text-ui-fg-base">{read(name)}</span>
          </li>
        ))}
        {attributes.map(([key, value]) => (
          <li key={`attribute ${key}`} className="break-words">
            {called(key)}: <span className="text-ui-fg-base">{say(value)}</span>
          </li>
        ))}
        {customer.relations.map(({ relation, name, birthday }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: related persons have no other identity than their place
          <li key={i} className="break-words">
            {t(`customer.relationKinds.${relation}`)}:{" "}
            <span className="text-ui-fg-base">{[name, birthday].filter(Boolean).join(", ") || "–"}</span>
          </li>
        ))}
      </ul>
    </Row>
  )
}

function CouponLine({ coupon }: { coupon: Coupon }) {
  const { t, date } = useText()
  const [taking, takeBack] = useState(false)
  const discountLine = useDiscountLine()
  return (
    <li className="flex items-start justify-between gap-2">
      <div className="min-w-0">
        <span className="text-ui-fg-base break-words">{coupon.template.name}</span>
        <span className="text-ui-fg-subtle block">
          {discountLine(coupon.template.value)}
          {coupon.expires_at ? ` · ${t("customer.until", { at: date(coupon.expires_at) })}` : ""}
        </span>
      </div>
      <Tooltip content={t("coupons.takeBack")}>
        <IconButton
          size="2xsmall"
          variant="transparent"
          aria-label={t("coupons.takeBackTitle", { name: coupon.template.name })}
          onClick={() => takeBack(true)}
        >
          <ArrowUturnLeft />
        </IconButton>
      </Tooltip>
      {taking ? <TakeBackCoupon coupon={coupon} onClose={() => takeBack(false)} /> : null}
    </li>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle grid grid-cols-[110px_1fr] items-start gap-3 px-6 py-3">
      <Text size="small" leading="compact" weight="plus">
        {name}
      </Text>
      <div className="txt-compact-small min-w-0">{children}</div>
    </div>
  )
}
