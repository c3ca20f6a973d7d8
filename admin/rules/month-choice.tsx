import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"

const RELATIVE = ["this", "next", "previous"] as const

/** A month of the year, or the one that it is now. */
export function MonthChoice({
  value,
  onChange,
}: {
  value: unknown
  onChange: (month: number | string) => void
}) {
  const { t, locale } = useText()
  const name = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" })
  return (
    <Choose
      label={t("rules.value")}
      className="w-36"
      value={value === undefined ? undefined : String(value)}
      options={[
        ...RELATIVE.map((one) => ({ value: one, label: t(`rules.months.${one}`) })),
        ...Array.from({ length: 12 }, (_, i) => ({
          value: String(i + 1),
          label: name.format(new Date(Date.UTC(2026, i, 1))),
        })),
      ]}
      onChange={(m) => onChange(Number(m) || m)}
    />
  )
}
