import { createDataTableFilterHelper, type DataTableFilter } from "@medusajs/ui"
import { useMemo } from "react"
import { CATEGORIES, PLAN_STATES, PLAN_TYPES, type PlanRow } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { userName, useUsers } from "../../page/user-names"

const filter = createDataTableFilterHelper<PlanRow>()

/** By what the list can be narrowed; the owner is who made the plan. */
export function usePlanFilters(): DataTableFilter[] {
  const { t } = useText()
  const users = useUsers().data?.users
  return useMemo(() => {
    const several = (id: string, label: string, options: { value: string; label: string }[]) =>
      filter.custom({ id, type: "multiselect" as const, label, options })
    return [
      several(
        "state",
        t("plans.state"),
        PLAN_STATES.map((state) => ({ value: state, label: t(`plans.states.${state}`) })),
      ),
      several(
        "type",
        t("plans.type"),
        PLAN_TYPES.map((type) => ({ value: type, label: t(`plans.types.${type}`) })),
      ),
      several(
        "category",
        t("plans.category"),
        CATEGORIES.map((category) => ({ value: category, label: t(`plans.categories.${category}`) })),
      ),
      several(
        "owner",
        t("plans.owner"),
        (users ?? []).map((user) => ({ value: user.id, label: userName(user) })),
      ),
    ]
  }, [t, users])
}
