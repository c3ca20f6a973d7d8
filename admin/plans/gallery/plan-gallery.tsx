import { Button, Container, Heading, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { type PlanTemplate, usePlanTemplates } from "../../api/plan-templates"
import { useText } from "../../i18n/use-text"
import { Answer, Nothing } from "../../page/states"
import { useUrlValue } from "../../page/url-state"
import { findTemplates, inGroups } from "../../segments/gallery/find-templates"
import { PlanTemplateCard } from "./plan-template-card"
import { PlanTemplateDrawer } from "./plan-template-drawer"

/** Ready plans by scenario, each with a picture of its canvas: open one, fill in a few values, go on drawing. */
export function PlanGallery() {
  const { t, label } = useText()
  const asked = usePlanTemplates()
  const [q, search] = useUrlValue("q")
  const [open, setOpen] = useState<PlanTemplate | null>(null)
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">{t("planGallery.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("planGallery.subtitle")}
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
            <Link to="/marketing/plans/create">{t("planGallery.stepByStep")}</Link>
          </Button>
        </div>
      </Container>
      <Answer asked={asked} rows={6}>
        {({ plan_templates }) => {
          const groups = inGroups(findTemplates(plan_templates, q))
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
                    <PlanTemplateCard
                      key={template.id}
                      template={template}
                      onOpen={() => setOpen(template)}
                    />
                  ))}
                </ul>
              </Container>
            </section>
          ))
        }}
      </Answer>
      {open ? <PlanTemplateDrawer key={open.id} template={open} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}
