import { Button } from "@medusajs/ui"
import { useState } from "react"
import type { Plan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { DifferenceModal } from "./difference-modal"

/** A button that shows what changed on the drawing. */
export function SeeDrawn({ plan, from, to }: { plan: Plan; from: number | null; to?: number }) {
  const { t } = useText()
  const [shown, show] = useState(false)
  return (
    <>
      <Button type="button" size="small" variant="secondary" className="w-fit" onClick={() => show(true)}>
        {t("plans.difference.drawn")}
      </Button>
      {shown ? <DifferenceModal plan={plan} from={from} to={to} onClose={() => show(false)} /> : null}
    </>
  )
}
