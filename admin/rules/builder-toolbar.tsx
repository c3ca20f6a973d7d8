import { ArrowUturnLeft, SquareTwoStack } from "@medusajs/icons"
import { IconButton, Tooltip } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useText } from "../i18n/use-text"
import { useBuilder } from "./builder-context"
import { PasteIcon } from "./paste-icon"

/** Undo, redo, copy the whole rule, paste. */
export function BuilderToolbar() {
  const { t } = useText()
  const { editor, clipboard, command } = useBuilder()
  const { draft } = editor
  return (
    <div role="toolbar" aria-label={t("rules.toolbar")} className="flex items-center gap-x-1">
      <Tool name={t("rules.undo")} keys={`${command}Z`} disabled={!draft.canUndo} act={draft.undo}>
        <ArrowUturnLeft />
      </Tool>
      <Tool name={t("rules.redo")} keys={`${command}⇧Z`} disabled={!draft.canRedo} act={draft.redo}>
        <ArrowUturnLeft className="-scale-x-100" />
      </Tool>
      <span className="bg-ui-border-base mx-1 h-4 w-px" />
      <Tool
        name={t("rules.copyAll")}
        disabled={draft.tree.nodes.length === 0}
        act={() => clipboard.copy(draft.tree)}
      >
        <SquareTwoStack />
      </Tool>
      <Tool name={t("rules.paste")} keys={`${command}V`} act={() => clipboard.paste(draft.tree.id)}>
        <PasteIcon />
      </Tool>
    </div>
  )
}

function Tool({
  name,
  keys,
  disabled = false,
  act,
  children,
}: {
  name: string
  keys?: string
  disabled?: boolean
  act: () => void
  children: ReactNode
}) {
  return (
    <Tooltip content={keys ? `${name} (${keys})` : name}>
      <IconButton
        type="button"
        size="small"
        variant="transparent"
        aria-label={name}
        // Not "disabled": after the last step the keyboard would be nowhere.
        aria-disabled={disabled}
        className={disabled ? "opacity-40" : undefined}
        onClick={() => {
          if (!disabled) act()
        }}
      >
        {children}
      </IconButton>
    </Tooltip>
  )
}
