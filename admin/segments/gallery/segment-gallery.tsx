import { Button, Container, Heading, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { type SegmentTemplate, useSegmentTemplates } from "../../api/segment-templates"
import { useText } from "../../i18n/use-text"
import { Answer, Nothing } from "../../page/states"
import { useUrlValue } from "../../page/url-state"
import { findTemplates, inGroups } from "./find-templates"
import { TemplateCard } from "./template-card"
import { TemplateDrawer } from "./template-drawer"

/** Ready segments by scenario: search, open one, fill in a few values, see who it is, keep it. */
export function SegmentGallery() {
  const { t, label } = useText()
  const asked = useSegmentTemplates()
  const [q, search] = useUrlValue("q")
  const [open, setOpen] = useState<SegmentTemplate | null>(null)
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">{t("gallery.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("gallery.subtitle")}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-60">
            <Input
              size="small"
              type="search"
              aria-label={t("gallery.search")}
              placeholder={t("gallery.search")}
              value={q}
              onChange={(e) => search(e.target.value)}
            />
          </div>
          <Button size="small" variant="secondary" asChild>
            <Link to="/marketing/segments/create">{t("gallery.fromScratch")}</Link>
          </Button>
        </div>
      </Container>
      <Answer asked={asked} rows={6}>
        {({ segment_templates }) => {
          const groups = inGroups(findTemplates(segment_templates, q))
          if (groups.length === 0)
            return (
              <Container className="p-0">
                <Nothing
                  title={t("page.noResults")}
                  text={t("gallery.nothing")}
                  step={{ label: t("gallery.showAll"), onClick: () => search("") }}
                />
              </Container>
            )
          return groups.map(({ group, templates }) => (
            <section key={group.id} aria-label={label(group.label)}>
              <Container className="divide-y p-0">
                <Heading level="h2" className="px-6 py-4">
                  {label(group.label)}
                </Heading>
                <ul className="grid gap-3 px-6 py-4 md:grid-cols-2 xl:grid-cols-3">
                  {templates.map((template) => (
                    <TemplateCard key={template.id} template={template} onOpen={() => setOpen(template)} />
                  ))}
                </ul>
              </Container>
            </section>
          ))
        }}
      </Answer>
      {open ? <TemplateDrawer key={open.id} template={open} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}
