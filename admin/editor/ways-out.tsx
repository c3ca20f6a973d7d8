import { Text } from "@medusajs/ui"
import { disconnect } from "../../src/core/canvas/editing/edits"
import type { CanvasNode } from "../../src/core/canvas/schema"
import { useText } from "../i18n/use-text"
import { growFrom, insertAt } from "./actions"
import { useEditor } from "./editor"
import { TextButton } from "./text-button"

/** Where each way out of a card leads, to follow it, to put a card on it, or to end it. */
export function WaysOut({ node }: { node: CanvasNode }) {
  const { t, label } = useText()
  const editor = useEditor()
  const { canvas, portsOf, nameOf, choose, view, does, ask } = editor
  const ports = portsOf(node)
  if (ports.length === 0) return null
  return (
    <div className="flex flex-col gap-y-1.5">
      <Text size="small" weight="plus">
        {t("editor.waysOut")}
      </Text>
      <ul className="flex flex-col gap-y-2">
        {ports.map((port) => {
          const edge = canvas.edges.find((one) => one.from === node.id && one.port === port.id)
          const next = canvas.nodes.find(({ id }) => id === edge?.to)
          const name = label(port.label)
          return (
            <li key={port.id} className="flex flex-col gap-y-0.5">
              <Text size="small" className="text-ui-fg-subtle break-words">
                {name} → {next ? nameOf(next) : t("editor.endsHere")}
              </Text>
              <div className="flex flex-wrap gap-x-3">
                {next ? (
                  <TextButton
                    name={t("editor.showMe")}
                    label={t("editor.showCard", { name: nameOf(next) })}
                    act={() => {
                      choose([next.id])
                      view.show(next.id)
                      view.focus(next.id)
                    }}
                  />
                ) : null}
                <TextButton
                  name={t("editor.addCard")}
                  label={t("editor.addBehind", { way: name })}
                  act={() =>
                    ask({
                      what: "kind",
                      spot: view.spot(),
                      follows: true,
                      then: (kind) =>
                        edge ? insertAt(editor, edge, kind) : growFrom(editor, node, port.id, kind),
                    })
                  }
                />
                {edge ? (
                  <TextButton
                    name={t("editor.endWay")}
                    label={t("editor.endThisWay", { way: name })}
                    act={() => does((now) => disconnect(now, [edge]))}
                  />
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
