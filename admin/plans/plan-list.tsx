import { Directions } from "@medusajs/icons"
import { Button, type DataTableRowSelectionState } from "@medusajs/ui"
import { useState } from "react"
import { Link, useNavigate } from "react-router-dom"
import { type PlanRow, usePlans, useSavePlan } from "../api/plans"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ListPage, useListAsk } from "../page/list-page"
import { Nothing } from "../page/states"
import { BULK, BulkDrawer, type BulkVerb } from "./list/bulk-drawer"
import { planPage, usePlanColumns } from "./list/plan-columns"
import { usePlanFilters } from "./list/plan-filters"

/** Every plan with how it stands; one or several can be paused, resumed, put away or deleted from here. */
export function PlanList() {
  const { t } = useText()
  const asked = usePlans(useListAsk(["state", "type", "category", "owner"]))
  const [state, choose] = useState<DataTableRowSelectionState>({})
  const [bulk, setBulk] = useState<BulkVerb | null>(null)
  const go = useNavigate()
  const save = useSavePlan()
  const draw = useAction(async () => {
    const { plan } = await save.mutateAsync({ name: t("plans.newDrawn"), canvas: { nodes: [], edges: [] } })
    await go(`/marketing/plans/${plan.id}`)
    return LEFT
  }, "plans.notSaved")
  const plans = asked.data?.plans ?? []
  // Ticked on other pages of the list, too.
  const [ticked, keep] = useState<PlanRow[]>([])
  const tick = (next: DataTableRowSelectionState) => {
    const known = new Map([...ticked, ...plans].map((plan) => [plan.id, plan]))
    keep(Object.keys(next).flatMap((id) => (next[id] && known.get(id)) || []))
    choose(next)
  }
  const columns = usePlanColumns()
  const filters = usePlanFilters()
  const commands = BULK.map(({ verb, shortcut }) => ({
    label: t(`plans.bulk.${verb}.short`),
    shortcut,
    action: () => setBulk(verb),
  }))
  return (
    <>
      <ListPage
        heading={t("plans.title")}
        subtitle={t("plans.subtitle")}
        actions={
          <>
            <Button size="small" variant="secondary" asChild>
              <Link to="/marketing/plans/templates">{t("planGallery.crumb")}</Link>
            </Button>
            <Button size="small" variant="secondary" disabled={draw.busy} onClick={() => draw.run()}>
              {t("plans.draw")}
            </Button>
            <Button size="small" variant="secondary" asChild>
              <Link to="/marketing/plans/create">{t("plans.create")}</Link>
            </Button>
          </>
        }
        columns={columns}
        filters={filters}
        rows={plans}
        count={asked.data?.count ?? 0}
        asked={asked}
        rowId={(plan) => plan.id}
        rowHref={planPage}
        chosen={{ state, choose: tick, commands }}
        empty={
          <Nothing
            icon={<Directions />}
            title={t("plans.empty")}
            text={t("plans.emptyText")}
            step={{ label: t("planGallery.crumb"), to: "/marketing/plans/templates" }}
          />
        }
      />
      {bulk ? (
        <BulkDrawer
          verb={bulk}
          plans={ticked.map((one) => plans.find(({ id }) => id === one.id) ?? one)}
          onDone={() => tick({})}
          onClose={() => setBulk(null)}
        />
      ) : null}
    </>
  )
}
