import { Button } from "@medusajs/ui"
import { Link, useParams } from "react-router-dom"
import { usePersonPath } from "../api/paths"
import { usePlan } from "../api/plans"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Failed, LoadingPage } from "../page/states"
import { PathEntry } from "./path-entry"

/** What happened to one customer in a plan: each time she came in, her way lit on the drawing, and step by step below. */
export function PathPage() {
  const { id = "", customer_id = "" } = useParams()
  const { t } = useText()
  const plan = usePlan(id)
  const asked = usePersonPath(id, customer_id)
  if (!asked.data)
    return asked.isPending ? (
      <LoadingPage />
    ) : (
      <Failed error={asked.error} retry={() => void asked.refetch()} />
    )
  const { person, entries } = asked.data
  return (
    <div className="flex flex-col gap-y-3">
      <Section
        level="h1"
        title={person.name ?? person.email ?? t("path.somebody")}
        subtitle={t("path.subtitle", { plan: plan.data?.plan.name ?? "", count: entries.length })}
        actions={
          <>
            <Button size="small" variant="secondary" asChild>
              <Link to={`/marketing/plans/${id}?tab=people`}>{t("path.everybody")}</Link>
            </Button>
            <Button size="small" variant="secondary" asChild>
              <Link to={`/customers/${customer_id}`}>{t("path.customer")}</Link>
            </Button>
          </>
        }
      />
      {entries.map((entry, index) => (
        <PathEntry
          key={entry.enrollment_id}
          plan_id={id}
          entry={entry}
          nth={entries.length - index}
          several={entries.length > 1}
          open={index === 0}
        />
      ))}
    </div>
  )
}
