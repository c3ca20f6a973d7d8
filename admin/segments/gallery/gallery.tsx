import { Button, Container, Heading, Text } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { Link } from "react-router-dom"
import { SearchInput } from "../../form/search-input"
import { useText } from "../../i18n/use-text"
import { Answer, type Asked, Nothing } from "../../page/states"
import { useUrlText } from "../../page/url-state"
import { type Found, findTemplates, inGroups } from "./find-templates"

/** Ready things by scenario: search, open one. `instead` leads to beginning with nothing. */
export function Gallery<Data, Template extends Found & { id: string }>({
  title,
  subtitle,
  instead,
  asked,
  templatesOf,
  card,
  drawer,
}: {
  title: string
  subtitle: string
  instead: { label: string; to: string }
  asked: Asked<Data>
  templatesOf: (data: Data) => Template[]
  /** A list item. */
  card: (template: Template, onOpen: () => void) => ReactNode
  drawer: (template: Template, onClose: () => void) => ReactNode
}) {
  const { t, label } = useText()
  const [q, search] = useUrlText("q")
  const [open, setOpen] = useState<Template | null>(null)
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">{title}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {subtitle}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-60">
            <SearchInput label={t("gallery.search")} value={q} onChange={search} />
          </div>
          <Button size="small" variant="secondary" asChild>
            <Link to={instead.to}>{instead.label}</Link>
          </Button>
        </div>
      </Container>
      <Answer asked={asked} rows={6}>
        {(data) => {
          const groups = inGroups(findTemplates(templatesOf(data), q))
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
                  {templates.map((template) => card(template, () => setOpen(template)))}
                </ul>
              </Container>
            </section>
          ))
        }}
      </Answer>
      {open ? drawer(open, () => setOpen(null)) : null}
    </div>
  )
}
