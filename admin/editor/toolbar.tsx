import { CheckCircleSolid, EllipsisHorizontal, ExclamationCircleSolid } from "@medusajs/icons"
import { Button, clx, DropdownMenu, IconButton, Tooltip } from "@medusajs/ui"
import { Fragment } from "react"
import { errorsIn } from "../../src/core/problem"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import type { ClipboardPort, Command } from "./command"
import { COMMANDS, commandOf } from "./commands"
import { DraftState } from "./draft/draft-state"
import { useEditor } from "./editor"
import { shortcutText } from "./keys"

const SHOWN = [
  ["palette", "add", "note"],
  ["undo", "redo", "history"],
  ["copy", "paste", "duplicate", "remove"],
  ["tidy", "find"],
  ["zoom_out", "zoom_in", "fit"],
  ["difference", "list", "full_screen", "present", "keys"],
]
const IN_MORE = COMMANDS.filter(({ id }) => !SHOWN.flat().includes(id))

/** What can be done, whether it is saved, and whether anything is wrong. */
export function Toolbar({ clipboard }: { clipboard: ClipboardPort }) {
  const { t } = useText()
  const editor = useEditor()
  return (
    <div
      role="toolbar"
      aria-label={t("editor.toolbar")}
      className="border-ui-border-base bg-ui-bg-base flex flex-wrap items-center gap-x-1 gap-y-1 border-b px-2 py-1.5"
    >
      {SHOWN.map((ids, index) => (
        <Fragment key={ids[0]}>
          {index > 0 ? <span className="bg-ui-border-base mx-1 h-4 w-px" aria-hidden /> : null}
          {ids.map((id) => (
            <Tool key={id} command={commandOf(id)} clipboard={clipboard} />
          ))}
        </Fragment>
      ))}
      <DropdownMenu dir={useDirection()}>
        <DropdownMenu.Trigger asChild>
          <IconButton size="small" variant="transparent" aria-label={t("editor.more")}>
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          {IN_MORE.map((command) => (
            <DropdownMenu.Item
              key={command.id}
              className="flex gap-x-2"
              disabled={!command.when(editor)}
              onSelect={() => setTimeout(() => command.perform(editor, clipboard))}
            >
              <command.icon className="text-ui-fg-subtle" />
              <span className="flex-1">{t(`editor.commands.${command.id}`)}</span>
              {command.shortcut ? (
                <span aria-hidden className="text-ui-fg-subtle txt-compact-xsmall ps-4">
                  {shortcutText(command.shortcut[0]!)}
                </span>
              ) : null}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu>
      <div className="ms-auto flex min-w-0 items-center gap-x-3 ps-2">
        <DraftState draft={editor.draft} />
        <ProblemCount />
      </div>
    </div>
  )
}

function Tool({ command, clipboard }: { command: Command; clipboard: ClipboardPort }) {
  const { t } = useText()
  const editor = useEditor()
  const { id, icon: Icon, shortcut, when, perform } = command
  const name = t(`editor.commands.${id}`)
  const can = when(editor)
  const { palette, list, fullScreen, tinted } = editor.look
  const on = { palette, list, full_screen: fullScreen, difference: can && tinted }[id]
  return (
    <Tooltip content={shortcut ? `${name} (${shortcutText(shortcut[0]!)})` : name}>
      <IconButton
        type="button"
        size="small"
        variant="transparent"
        aria-label={name}
        aria-pressed={on}
        // Not "disabled": after the last step the keyboard would be nowhere.
        aria-disabled={!can}
        className={clx(!can && "opacity-40", on && "bg-ui-bg-base-pressed")}
        onClick={() => {
          if (can) perform(editor, clipboard)
        }}
      >
        <Icon />
      </IconButton>
    </Tooltip>
  )
}

/** How much is wrong; a click shows what. */
function ProblemCount() {
  const { t } = useText()
  const { problems, checking, check, choose, look, setLook } = useEditor()
  const errors = errorsIn(problems).length
  return (
    <Button
      size="small"
      variant="transparent"
      className="shrink-0"
      aria-busy={checking}
      onClick={() => {
        choose([])
        setLook({ problems: true })
      }}
      aria-expanded={look.problems}
    >
      {check.known ? (
        <>
          {errors > 0 ? (
            <ExclamationCircleSolid className="text-ui-tag-red-icon" />
          ) : (
            <CheckCircleSolid className="text-ui-tag-green-icon" />
          )}
          {t("editor.problems", { count: errors })}
        </>
      ) : check.failed ? (
        <>
          <ExclamationCircleSolid className="text-ui-tag-orange-icon" />
          {t("editor.notChecked")}
        </>
      ) : (
        t("editor.checking")
      )}
    </Button>
  )
}
