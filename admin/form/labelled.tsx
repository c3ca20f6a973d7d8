import { clx, Hint, Label } from "@medusajs/ui"
import { type ReactNode, useId } from "react"
import { useText } from "../i18n/use-text"

/** Under its visible name a control is tied to it by `id`; in a sentence `label` says it to who cannot see it. */
export type Named = { id: string; label?: undefined } | { id?: undefined; label: string }

/**
 * A control under its visible name: below it what is wrong with it, and what helps to fill it in.
 * A function gets the id that ties the control to its name.
 */
export function Labelled({
  label,
  optional = false,
  wrong,
  hint,
  className,
  children,
}: {
  label: string
  optional?: boolean
  wrong?: ReactNode
  hint?: ReactNode
  className?: string
  children: ReactNode | ((id: string) => ReactNode)
}) {
  const { t } = useText()
  const id = useId()
  const tied = typeof children === "function"
  return (
    <div className={clx("flex flex-col gap-y-1.5", className)}>
      <Label size="small" weight="plus" htmlFor={tied ? id : undefined}>
        {label}
        {optional ? <span className="text-ui-fg-subtle font-normal"> ({t("form.optional")})</span> : null}
      </Label>
      {tied ? children(id) : children}
      {wrong}
      {hint ? <Hint>{hint}</Hint> : null}
    </div>
  )
}
