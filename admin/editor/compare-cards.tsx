import { Button, Drawer } from "@medusajs/ui"
import type { CanvasNode } from "../../src/core/canvas/schema"
import { useText } from "../i18n/use-text"
import { CardDifference } from "../plans/versions/card-difference"
import { useEditor } from "./editor"
import { useClosing } from "./use-closing"

/** Two cards of one kind side by side: what is set differently. */
export function CompareCards({ cards: [a, b] }: { cards: [CanvasNode, CanvasNode] }) {
  const { t } = useText()
  const { kindOf, nameOf } = useEditor()
  const { onClose, onCloseAutoFocus } = useClosing()
  // Two cards without names of their own are called alike.
  const names: [string, string] =
    nameOf(a) === nameOf(b) ? [`${nameOf(a)} (1)`, `${nameOf(b)} (2)`] : [nameOf(a), nameOf(b)]
  const { name: _, ...unnamed } = b
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content onCloseAutoFocus={onCloseAutoFocus}>
        <Drawer.Header>
          <Drawer.Title>{t("editor.compare.title", { a: names[0], b: names[1] })}</Drawer.Title>
          <Drawer.Description>{t("editor.compare.text")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto" tabIndex={0}>
          <CardDifference
            before={a}
            // That they are called differently says the head of the table.
            after={a.name ? { ...unnamed, name: a.name } : unnamed}
            kind={kindOf(a)}
            titles={names}
            none={t("editor.compare.same")}
          />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.close")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
