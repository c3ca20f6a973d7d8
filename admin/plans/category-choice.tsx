import { CATEGORIES, type Plan, type PlanCategory } from "../api/plans"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** What a plan is for. */
export function CategoryChoice({
  value,
  onChange,
}: {
  value: Plan["category"]
  onChange: (category: PlanCategory) => void
}) {
  const { t } = useText()
  return (
    <Labelled label={t("plans.category")}>
      {(id) => (
        <Choose
          id={id}
          value={value}
          options={CATEGORIES.map((c) => ({ value: c, label: t(`plans.categories.${c}`) }))}
          onChange={(c) => onChange(c as PlanCategory)}
        />
      )}
    </Labelled>
  )
}
