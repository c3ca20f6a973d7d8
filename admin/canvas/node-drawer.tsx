import { Button, Drawer, Text } from "@medusajs/ui"
import type { Problem } from "../../src/core/problem"
import type { CatalogueKind } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { MessagePreview } from "../kinds/message-preview"
import { Summary } from "../kinds/summary"
import { ProblemList } from "../page/problem-list"
import { problemsAt } from "../rules/rule"
import type { DrawnNode } from "./use-cards"

/** What a card of a plan that is only looked at says and does. */
export function NodeDrawer({
  node,
  kind,
  problems,
  onClose,
}: {
  node: DrawnNode
  kind: CatalogueKind | undefined
  problems: Problem[]
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
