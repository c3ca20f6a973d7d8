import { Input } from "@medusajs/ui"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** Why somebody gives or takes something by hand; it stays on the entry. */
export function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const { t } = useText()
  return (
    <Labelled label={t("points.why")}>
      {(id) => <Input id={id} value={value} onChange={(e) => onChange(e.target.value)} />}
    </Labelled>
  )
}
