import { useSegmentTemplates } from "../../api/segment-templates"
import { useText } from "../../i18n/use-text"
import { Gallery } from "./gallery"
import { TemplateCard } from "./template-card"
import { TemplateDrawer } from "./template-drawer"

/** Ready segments by scenario: search, open one, fill in a few values, see who it is, keep it. */
export function SegmentGallery() {
  const { t } = useText()
  return (
    <Gallery
      title={t("gallery.title")}
      subtitle={t("gallery.subtitle")}
      instead={{ label: t("gallery.fromScratch"), to: "/marketing/segments/create" }}
      asked={useSegmentTemplates()}
      templatesOf={({ segment_templates }) => segment_templates}
      card={(template, onOpen) => <TemplateCard key={template.id} template={template} onOpen={onOpen} />}
      drawer={(template, onClose) => (
        <TemplateDrawer key={template.id} template={template} onClose={onClose} />
      )}
    />
  )
}
