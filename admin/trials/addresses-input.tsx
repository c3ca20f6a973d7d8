import { XMarkMini } from "@medusajs/icons"
import { Badge, Button, IconButton, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTestAddresses } from "../api/trials"
import { useText } from "../i18n/use-text"

type Addresses = {
  values: string[]
  change: (values: string[]) => void
  typed: string
  type: (typed: string) => void
  /** With what is being typed: nobody has to press Enter before the button. */
  all: string[]
}

export function useAddresses(): Addresses {
  const [values, change] = useState<string[]>([])
  const [typed, type] = useState("")
  return { values, change, typed, type, all: withOne(values, typed) }
}

const withOne = (values: string[], typed: string): string[] => {
  const tidy = typed.trim()
  return tidy === "" || values.includes(tidy) ? values : [...values, tidy]
}

/** A few addresses: typed, with Enter between them, or chosen from those used last. */
export function AddressesInput({ id, addresses }: { id: string; addresses: Addresses }) {
  const { t } = useText()
  const { values, change, typed, type, all } = addresses
  const last = useTestAddresses().data?.test_addresses ?? []
  const offered = last.filter((address) => !all.includes(address))
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
                  onClick={() => change(values.filter((one) => one !== address))}
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
        onKeyDown={(event) => {
          if (!["Enter", ","].includes(event.key) || event.nativeEvent.isComposing || typed.trim() === "")
            return
          event.preventDefault()
          change(withOne(values, typed))
          type("")
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
              onClick={() => change(withOne(values, address))}
            >
              {address}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
