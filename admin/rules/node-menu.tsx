import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { useRef } from "react"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { useBuilder } from "./builder-context"
import type { Direction } from "./moves"
import { isGroupNode, type RuleNode } from "./tree"

const WAYS: { way: Direction; keys: string }[] = [
  { way: "up", keys: "↑" },
  { way: "down", keys: "↓" },
  { way: "into", keys: "→" },
  { way: "out", keys: "←" },
]

/** Everything that can be done with a condition or group, for who does not drag or know the keys. */
export function NodeMenu({ node, name }: { node: RuleNode; name: string }) {
  const { t } = useText()
  const { editor, clipboard, command } = useBuilder()
  const chosen = useRef(false)
  return (
    <DropdownMenu dir={useDirection()}>
      <DropdownMenu.Trigger asChild>
        <IconButton size="small" variant="transparent" aria-label={t("rules.actions", { name })}>
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        className="min-w-[220px]"
        // What was chosen says where the keyboard goes on.
        onCloseAutoFocus={(event) => {
          if (chosen.current) event.preventDefault()
          chosen.current = false
        }}
        onClick={() => {
          chosen.current = true
        }}
      >
        <Item text={t("rules.duplicate")} keys={`${command}D`} act={() => editor.duplicate(node)} />
        <Item text={t("rules.copy")} keys={`${command}C`} act={() => clipboard.copy(node)} />
        <Item text={t("rules.cut")} keys={`${command}X`} act={() => clipboard.cut(node)} />
        <Item text={t("rules.pasteBehind")} keys={`${command}V`} act={() => clipboard.paste(node.id)} />
        <DropdownMenu.Separator />
        {WAYS.map(({ way, keys }) => (
          <Item
            key={way}
            text={t(`rules.ways.${way}`)}
            keys={keys}
            disabled={!editor.canStep(node.id, way)}
            act={() => editor.step(node.id, way)}
          />
        ))}
        <Item text={t("rules.wrap")} act={() => editor.wrap(node.id)} />
        {isGroupNode(node) ? <Item text={t("rules.unwrap")} act={() => editor.unwrap(node.id)} /> : null}
        <DropdownMenu.Separator />
        <Item text={t("rules.remove")} keys="Del" act={() => editor.remove(node.id)} />
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

function Item({
  text,
  keys,
  disabled,
  act,
}: {
  text: string
  keys?: string
  disabled?: boolean
  act: () => void
}) {
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={act} className="flex justify-between gap-x-6">
      {text}
      {keys ? (
        <span aria-hidden className="text-ui-fg-subtle txt-compact-xsmall">
          {keys}
        </span>
      ) : null}
    </DropdownMenu.Item>
  )
}
