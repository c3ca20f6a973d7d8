import { Trophy } from "@medusajs/icons"
import { Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { type FoundCustomer, useFoundCustomers } from "../api/customers"
import { PointsPanel } from "../customer/points-panel"
import { useDebounced } from "../form/use-debounced"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Nothing } from "../page/states"
import { useUrlValue } from "../page/url-state"

/** Finds a customer and shows the account: what there is, what moved it, and a way to correct it. */
export function PointsLookup() {
  const { t } = useText()
  const [customer, choose] = useUrlValue("customer")
  const [typed, type] = useState("")
  const found = useFoundCustomers(useDebounced(typed, 300))
  return (
    <>
      <Section title={t("benefits.points")} subtitle={t("benefits.pointsText")}>
        <div className="px-6 py-4">
          <Input
            type="search"
            aria-label={t("benefits.findCustomer")}
            placeholder={t("benefits.findCustomer")}
            value={typed}
            onChange={(e) => type(e.target.value)}
          />
        </div>
        {typed.trim().length > 1 && found.data ? (
          <Found
            customers={found.data.customers}
            onChoose={(id) => {
              choose(id)
              type("")
            }}
          />
        ) : null}
        {customer || typed ? null : <Nothing icon={<Trophy />} title={t("benefits.noCustomer")} />}
      </Section>
      {customer ? <PointsPanel key={customer} customer_id={customer} /> : null}
    </>
  )
}

function Found({ customers, onChoose }: { customers: FoundCustomer[]; onChoose: (id: string) => void }) {
  const { t } = useText()
  if (customers.length === 0)
    return (
      <Text size="small" className="text-ui-fg-muted px-6 py-4">
        {t("form.nothingFound")}
      </Text>
    )
  return (
    <ul className="divide-y">
      {customers.map((customer) => (
        <li key={customer.id}>
          <button
            type="button"
            onClick={() => onChoose(customer.id)}
            className="hover:bg-ui-bg-base-hover flex w-full justify-between gap-4 px-6 py-3 text-start"
          >
            <Text size="small" leading="compact" weight="plus">
              {[customer.first_name, customer.last_name].filter(Boolean).join(" ") || customer.email}
            </Text>
            <Text size="small" leading="compact" className="text-ui-fg-muted">
              {customer.email}
            </Text>
          </button>
        </li>
      ))}
    </ul>
  )
}
