import { Button, Drawer, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { Problem } from "../../src/core/problem"
import type { CatalogueKind } from "../api/catalogue"
import type { NodeFigures } from "../api/plans"
import { useText } from "../i18n/use-text"
import { MessagePreview } from "../kinds/message-preview"
import { portsOf, Summary } from "../kinds/summary"
import { ProblemList } from "../page/problem-list"
import { problemsAt } from "../rules/rule"
import { AnalysisHere } from "./analysis-here"
import { wentOn } from "./node-counts"
import { StuckHere } from "./stuck-here"
import type { DrawnNode } from "./use-cards"

/** What a card of a plan that is only looked at says and does. */
export function NodeDrawer({
  node,
  kind,
  problems,
  people,
  onClose,
}: {
  node: DrawnNode
  kind: CatalogueKind | undefined
  problems: Problem[]
  /** Who came here, of a plan that began. */
  people: { plan_id: string; figures: NodeFigures; run_id: string | null } | null
  onClose: () => void
}) {
  const { t, label } = useText()
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{node.name || (kind ? label(kind.label) : node.kind)}</Drawer.Title>
          <Drawer.Description>{kind ? label(kind.explanation) : null}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
          <ProblemList problems={problemsAt(problems, `nodes.${node.id}`)} />
          <Text size="small">
            <Summary node={node} kind={kind} />
          </Text>
          {people ? <PeopleHere node={node} kind={kind} {...people} /> : null}
          {people && people.figures.parked > 0 ? <StuckHere plan_id={people.plan_id} node={node.id} /> : null}
          {people && node.kind === "analysis" ? (
            <AnalysisHere plan_id={people.plan_id} node={node.id} />
          ) : null}
          <MessagePreview kind={node.kind} settings={node.settings} />
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("page.close")}
            </Button>
          </Drawer.Close>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

/** How many came, stand here and went on, and what became of their messages; each number leads to these people. */
function PeopleHere({
  node,
  kind,
  plan_id,
  figures,
  run_id,
}: {
  node: DrawnNode
  kind: CatalogueKind | undefined
  plan_id: string
  figures: NodeFigures
  /** The run that the figures are of; null: all of them. */
  run_id: string | null
}) {
  const { t, number } = useText()
  const { passed } = wentOn(figures, portsOf(node, kind), kind)
  const groups = [
    { status: null, count: figures.in, text: "canvas.in" },
    { status: "waiting", count: figures.waiting, text: "canvas.waiting" },
    { status: "parked", count: figures.parked, text: "canvas.stuck" },
    { status: "passed", count: passed, text: "canvas.passed" },
    { status: "unsent", count: figures.messages?.blocked ?? 0, text: "canvas.blocked" },
    { status: "failed", count: figures.messages?.failed ?? 0, text: "canvas.failed" },
  ]
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1" aria-label={t("canvas.people")}>
      {groups
        .filter(({ count }) => count > 0)
        .map(({ status, count, text }) => (
          <li key={text}>
            <Link
              className="txt-compact-small text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
              to={peopleAt({ plan_id, node: node.id, status, run_id })}
            >
              {t(text, { shown: number(count) })}
            </Link>
          </li>
        ))}
    </ul>
  )
}

function peopleAt({
  plan_id,
  node,
  status,
  run_id,
}: {
  plan_id: string
  node: string
  status: string | null
  run_id: string | null
}): string {
  const asked = new URLSearchParams({ tab: "people", node })
  if (status) asked.set("node_status", status)
  if (run_id) asked.set("run_id", run_id)
  return `/marketing/plans/${plan_id}?${asked}`
}
