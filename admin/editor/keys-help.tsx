import { Drawer, Kbd } from "@medusajs/ui"
import { useText } from "../i18n/use-text"
import type { CommandGroup } from "./command"
import { COMMANDS } from "./commands"
import { shortcutText } from "./keys"
import { useClosing } from "./use-closing"

const GROUPS: CommandGroup[] = ["do", "edit", "align", "see"]
/** What the keyboard does without a command. */
const MOVES = [
  { id: "walk", keys: "← ↑ → ↓" },
  { id: "move", keys: "Alt + ← ↑ → ↓" },
  { id: "several", keys: "⇧" },
  { id: "leave", keys: "Esc" },
]

/** All shortcuts on one page. */
export function KeysHelp() {
  const { t } = useText()
  const { onClose, onCloseAutoFocus } = useClosing()
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content onCloseAutoFocus={onCloseAutoFocus}>
        <Drawer.Header>
          <Drawer.Title>{t("editor.commands.keys")}</Drawer.Title>
          <Drawer.Description>{t("editor.keysText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto" tabIndex={0}>
          <dl className="flex flex-col gap-y-1">
            {MOVES.map(({ id, keys }) => (
              <Row key={id} name={t(`editor.moves.${id}`)} keys={[keys]} />
            ))}
          </dl>
          {GROUPS.map((group) => (
            <dl key={group} className="border-ui-border-base mt-3 flex flex-col gap-y-1 border-t pt-3">
              {COMMANDS.filter((command) => command.group === group && command.shortcut).map((command) => (
                <Row
                  key={command.id}
                  name={t(`editor.commands.${command.id}`)}
                  keys={command.shortcut!.map((shortcut) => shortcutText(shortcut))}
                />
              ))}
            </dl>
          ))}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

const Row = ({ name, keys }: { name: string; keys: string[] }) => (
  <div className="flex items-center justify-between gap-x-4 py-0.5">
    <dt className="txt-small">{name}</dt>
    <dd className="flex gap-x-1">
      {keys.map((one) => (
        <Kbd key={one}>{one}</Kbd>
      ))}
    </dd>
  </div>
)
