import { Checkbox, Label } from "@medusajs/ui"
import { useId } from "react"
import { EXEMPTABLE } from "../../src/core/message/sending-limits"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

type Category = (typeof EXEMPTABLE)[number]

/** Kinds of plans whose messages a limit leaves alone. */
export function ExemptPlans({
  value,
  onChange,
}: {
  value: Category[]
  onChange: (value: Category[]) => void
}) {
  const { t } = useText()
  const id = useId()
  return (
    <Labelled label={t("limits.exempt")} hint={t("limits.exemptText")}>
      <div className="flex flex-wrap gap-x-6 gap-y-2 py-1">
        {EXEMPTABLE.map((category) => (
          <div key={category} className="flex items-center gap-x-2">
            <Checkbox
              id={`${id} ${category}`}
              checked={value.includes(category)}
              onCheckedChange={(on) =>
                onChange(EXEMPTABLE.filter((one) => (one === category ? on === true : value.includes(one))))
              }
            />
            <Label htmlFor={`${id} ${category}`} size="small">
              {t(`plans.categories.${category}`)}
            </Label>
          </div>
        ))}
      </div>
    </Labelled>
  )
}
