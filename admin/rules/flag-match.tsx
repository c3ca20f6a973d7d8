import { XMarkMini } from "@medusajs/icons"
import { IconButton } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import type { Match } from "./rule"

/** "[with a discount]": what an order is, or is not. */
export function FlagMatch({
  name,
  match,
  onChange,
}: {
  name: string
  match: Match | undefined
  onChange: (match: Match | undefined) => void
}) {
  const { t } = useText()
  const called = t(`rules.narrowings.${name}`)
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Choose
        label={called}
        className="w-fit gap-x-1.5"
        value={match?.is === false ? "no" : "yes"}
        options={(["yes", "no"] as const).map((value) => ({
          value,
          label: t(`rules.flags.${name}.${value}`),
        }))}
        onChange={(value) => onChange({ is: value === "yes" })}
      />
      <IconButton
        size="2xsmall"
        variant="transparent"
        aria-label={t("form.remove", { name: called })}
        onClick={() => onChange(undefined)}
      >
        <XMarkMini />
      </IconButton>
    </div>
  )
}
