import { usePlanTemplates } from "../../api/plan-templates"
import { useText } from "../../i18n/use-text"
import { Gallery } from "../../segments/gallery/gallery"
import { PlanTemplateCard } from "./plan-template-card"
import { PlanTemplateDrawer } from "./plan-template-drawer"

/** Ready plans by scenario, each with a picture of its canvas: open one, fill in a few values, go on drawing. */
export function PlanGallery() {
  const { t } = useText()
  return (
    <Gallery
      title={t("planGallery.title")}
      subtitle={t("planGallery.subtitle")}
      instead={{ label: t("planGallery.stepByStep"), to: "/marketing/plans/create" }}
      asked={usePlanTemplates()}
      templatesOf={({ plan_templates }) => plan_templates}
      card={(template, onOpen) => <PlanTemplateCard key={template.id} template={template} onOpen={onOpen} />}
      drawer={(template, onClose) => (
        <PlanTemplateDrawer key={template.id} template={template} onClose={onClose} />
      )}
    />
  )
}
