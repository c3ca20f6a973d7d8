import { Alert, Button } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { Link } from "react-router-dom"
import { type Moved, useAccountless } from "../api/accounts"
import { type CustomerSummary, type FoundCustomer, useCustomer, useCustomerSummary } from "../api/customers"
import { useText } from "../i18n/use-text"
import { customerName } from "./customer-search"
import { MoveBenefits, useBenefitsLine } from "./move-benefits"

const holdingOf = (customer: CustomerSummary): Moved => ({
  coupons: customer.coupon_count,
  points: customer.points.balance,
})

const holdsAny = ({ coupons, points }: Moved): boolean => coupons + points > 0

/**
 * Coupons and points are redeemed by whoever is signed in. Says so where a customer has no account, and offers to move
 * what they hold to the account with the same e-mail: on the page of either of the two.
 */
export function AccountNote({ customer }: { customer: CustomerSummary }) {
  return customer.has_account ? <Waiting customer={customer} /> : <NoAccount customer={customer} />
}

function NoAccount({ customer }: { customer: CustomerSummary }) {
  const { t } = useText()
  const elsewhere = customer.warnings.find(({ code }) => code === "customer/account-elsewhere")
  const [id = ""] = String(elsewhere?.values?.accounts ?? "").split(", ")
  const account = useCustomer(id).data?.customer
  if (customer.warnings.length === 0) return null
  if (!account) return <Note text={t("account.noneText")} />
  return (
    <Note text={t("account.elsewhereText")} other={account}>
      <Move from={customer} to={account} />
    </Note>
  )
}

/** On the page of an account: what waits at the customer without one. */
function Waiting({ customer }: { customer: CustomerSummary }) {
  const { t } = useText()
  const line = useBenefitsLine()
  const account = useCustomer(customer.customer_id).data?.customer
  const other = useAccountless(customer.email).data
  const from = useCustomerSummary(other?.id ?? "").data?.customer
  if (!account || !other || !from || !holdsAny(holdingOf(from))) return null
  return (
    <Note text={t("account.waitingText", { benefits: line(holdingOf(from)) })} other={other}>
      <Move from={from} to={account} />
    </Note>
  )
}

function Note({
  text,
  other,
  children,
}: {
  text: string
  /** Whom the text names last. */
  other?: FoundCustomer
  children?: ReactNode
}) {
  return (
    <div className="px-6 py-4">
      <Alert variant="warning">
        {text}{" "}
        {other ? (
          <Link to={`/customers/${other.id}`} className="text-ui-fg-interactive break-words">
            {customerName(other)}
          </Link>
        ) : null}
        {children}
      </Alert>
    </div>
  )
}

function Move({ from, to }: { from: CustomerSummary; to: FoundCustomer }) {
  const { t } = useText()
  const [moving, move] = useState(false)
  const holding = holdingOf(from)
  if (!holdsAny(holding)) return null
  return (
    <div className="mt-2">
      <Button
        size="small"
        variant="secondary"
        className="h-auto whitespace-normal text-start"
        onClick={() => move(true)}
      >
        {t("account.move")}
      </Button>
      {moving ? (
        <MoveBenefits from={from.customer_id} to={to} holding={holding} onClose={() => move(false)} />
      ) : null}
    </div>
  )
}
