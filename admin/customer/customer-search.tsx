import { Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { type FoundCustomer, useFoundCustomers } from "../api/customers"
import { useDebounced } from "../form/use-debounced"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"

const STILL_MS = 300

/** What to call a customer of whom perhaps only the e-mail is known. */
export const customerName = (customer: FoundCustomer): string =>
  [customer.first_name, customer.last_name].filter(Boolean).join(" ") || customer.email || customer.id

/** Finds one customer by name or e-mail. */
export function CustomerSearch({
  onChoose,
  autoFocus,
}: {
  onChoose: (customer: FoundCustomer) => void
  autoFocus?: boolean
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const found = useFoundCustomers(useDebounced(typed.trim(), STILL_MS))
  const customers = typed.trim().length > 1 ? found.data?.customers : undefined
  return (
    <div className="flex flex-col gap-y-2">
      <Input
        type="search"
        autoFocus={autoFocus}
        aria-label={t("benefits.findCustomer")}
        placeholder={t("benefits.findCustomer")}
        value={typed}
        onChange={(e) => type(e.target.value)}
      />
      {found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {customers?.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t("form.nothingFound")}
        </Text>
      ) : null}
      {customers && customers.length > 0 ? (
        <ul className="border-ui-border-base divide-y overflow-hidden rounded-md border">
          {customers.map((customer) => (
            <li key={customer.id}>
              <button
                type="button"
                onClick={() => {
                  onChoose(customer)
                  type("")
                }}
                className="hover:bg-ui-bg-base-hover flex w-full items-center justify-between gap-4 px-3 py-2 text-start"
              >
                <Text size="small" leading="compact" weight="plus" className="truncate">
                  {customerName(customer)}
                </Text>
                <Text size="small" leading="compact" className="text-ui-fg-subtle truncate">
                  {customer.email}
                </Text>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
