import { useImport } from "../api/imports"
import { usePersonPath } from "../api/paths"
import { usePlan } from "../api/plans"
import { useSegment } from "../api/segments"
import { useTemplate } from "../api/templates"
import { useText } from "../i18n/use-text"

/** A breadcrumb in the reader's language. */
export function Crumb({ text }: { text: string }) {
  const { t } = useText()
  return <>{t(text)}</>
}

// The pages below ask the same questions, so a name costs nothing more.
export const SegmentCrumb = ({ id }: { id: string | undefined }) => (
  <>{useSegment(id).data?.segment.name ?? id}</>
)
export const PlanCrumb = ({ id }: { id: string | undefined }) => <>{usePlan(id).data?.plan.name ?? id}</>
export const TemplateCrumb = ({ id }: { id: string | undefined }) => (
  <>{useTemplate(id).data?.template.name ?? id}</>
)
export function PersonCrumb({ plan_id = "", customer_id = "" }: { plan_id?: string; customer_id?: string }) {
  const person = usePersonPath(plan_id, customer_id).data?.person
  return <>{person?.name ?? person?.email ?? customer_id}</>
}
export const ImportCrumb = ({ id }: { id: string | undefined }) => (
  <>{useImport(id).data?.import.file_name ?? id}</>
)
