import { Input } from "@medusajs/ui"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** How much of a segment is drawn: as typed, so that it may be empty for a moment. */
export function SampleAmount({
  way,
  value,
  onChange,
}: {
  way: "percent" | "number"
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useText()
  return (
    <Labelled label={t(`segments.combine.amount.${way}`)} hint={t("segments.combine.sampleText")}>
      {(id) => (
        <Input
          id={id}
          type="number"
          min={way === "number" ? 1 : 0}
          max={way === "percent" ? 100 : undefined}
          step="any"
          className="w-[140px]"
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Labelled>
  )
}
