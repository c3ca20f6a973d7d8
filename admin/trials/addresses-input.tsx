import { XMarkMini } from "@medusajs/icons"
import { Badge, Button, IconButton, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTestAddresses } from "../api/trials"
import { useText } from "../i18n/use-text"

/** A few addresses: typed, with Enter between them, or chosen from those used last. */
export function AddressesInput({
  id,
  values,
  onChange,
}: {
  id: string
  values: string[]
  onChange: (values: string[]) => void
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const last = useTestAddresses().data?.test_addresses ?? []
  const offered = last.filter((address) => !values.includes(address))
  const take = (address: string) => {
    const tidy = address.trim()
    if (tidy && !values.includes(tidy)) onChange([...values, tidy])
    type("")
  }
  return (
    <div className="flex flex-col gap-y-2">
      {values.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {values.map((address) => (
            <li key={address}>
              <Badge size="small" className="gap-x-1 break-all">
                {address}
                <IconButton
                  type="button"
                  size="2xsmall"
                  variant="transparent"
                  aria-label={t("trial.takeAway", { address })}
                  onClick={() => onChange(values.filter((one) => one !== address))}
                >
                  <XMarkMini />
                </IconButton>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        id={id}
        value={typed}
        autoComplete="off"
        placeholder="name@example.com"
        onChange={(event) => type(event.target.value)}
        onBlur={() => take(typed)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== ",") return
          if (event.key === "Enter" && typed.trim() === "") return
          event.preventDefault()
          take(typed)
        }}
      />
      {offered.length > 0 ? (
        <div className="flex flex-wrap items-center gap-1.5">
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("trial.usedLast")}
          </Text>
          {offered.map((address) => (
            <Button
              key={address}
              type="button"
              size="small"
              variant="secondary"
              onClick={() => take(address)}
            >
              {address}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
