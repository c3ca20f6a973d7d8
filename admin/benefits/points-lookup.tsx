import { Trophy } from "@medusajs/icons"
import { CustomerSearch } from "../customer/customer-search"
import { PointsPanel } from "../customer/points-panel"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Nothing } from "../page/states"
import { useUrlValue } from "../page/url-state"

/** Finds a customer and shows the account: what there is, what moved it, and a way to correct it. */
export function PointsLookup() {
  const { t } = useText()
  const [customer, choose] = useUrlValue("customer")
  return (
    <>
      <Section title={t("benefits.points")} subtitle={t("benefits.pointsText")}>
        <div className="px-6 py-4">
          <CustomerSearch onChoose={({ id }) => choose(id)} />
        </div>
        {customer ? null : <Nothing icon={<Trophy />} title={t("benefits.noCustomer")} />}
      </Section>
      {customer ? <PointsPanel key={customer} customer_id={customer} /> : null}
    </>
  )
}
