import { DropdownMenu } from "@medusajs/ui"
import { Fragment, useRef } from "react"
import { whyNotConnect } from "../../src/core/canvas/editing/connecting"
import { connect } from "../../src/core/canvas/editing/edits"
import type { CatalogueKind } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { addHere } from "./actions"
import type { ClipboardPort } from "./command"
import { COMMANDS } from "./commands"
import { CompareCards } from "./compare-cards"
import { DraftHistory } from "./draft/draft-history"
import { type Asking, useEditor } from "./editor"
import { shortcutText } from "./keys"
import { KeysHelp } from "./keys-help"
import { useKindSearch } from "./kind-groups"
import { KindMark } from "./palette"
import { SaveTemplate } from "./save-template"
import { type Offer, SearchList } from "./search-list"
import { startSettings } from "./start-settings"
import { useClosing } from "./use-closing"

/** Whatever is being asked right now, where it was asked. */
export function Questions({ clipboard }: { clipboard: ClipboardPort }) {
  const { asking } = useEditor()
  switch (asking?.what) {
    case "kind":
      return <AskKind asking={asking} />
    case "connect":
      return <AskTarget asking={asking} />
    case "find":
      return <AskCard asking={asking} />
    case "command":
      return <AskCommand asking={asking} clipboard={clipboard} />
    case "menu":
      return <Menu asking={asking} clipboard={clipboard} />
    case "keys":
      return <KeysHelp />
    case "history":
      return <DraftHistory />
    case "compare":
      return <CompareCards cards={asking.cards} />
    case "template":
      return <SaveTemplate />
    default:
      return null
  }
}

type Of<W extends Asking["what"]> = { asking: Extract<Asking, { what: W }> }

function useKindOffers(take: (kind: CatalogueKind) => void, follows: boolean) {
  const { t, label } = useText()
  const { kinds, ways } = useEditor()
  // What has no way in cannot follow anything.
  const fits = (kind: CatalogueKind) => {
    const node = { id: "", kind: kind.id, settings: startSettings(kind), position: { x: 0, y: 0 } }
    return !follows || ways.inputs(node).length > 0
  }
  const search = useKindSearch(kinds.filter(fits))
  return (typed: string): Offer[] =>
    search(typed).map((kind) => ({
      key: kind.id,
      name: label(kind.label),
      hint: label(kind.explanation),
      // What was searched for stands by how well it fits.
      family: typed ? undefined : t(`editor.groups.${kind.group}`),
      icon: <KindMark kind={kind} />,
      why: kind.available === false ? label(kind.unavailable) : undefined,
      take: () => take(kind),
    }))
}

function AskKind({ asking }: Of<"kind">) {
  const { t } = useText()
  const offers = useKindOffers(asking.then, asking.follows)
  const { onClose, onDone } = useClosing()
  return (
    <SearchList
      label={t(asking.follows ? "editor.whatFollows" : "editor.searchKinds")}
      spot={asking.spot}
      offers={offers}
      onClose={onClose}
      onDone={onDone}
    />
  )
}

const has = (typed: string) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ name, hint, family }: Offer) =>
    words.every((word) => [name, hint, family].join(" ").toLowerCase().includes(word))
}

/** To which card a way leads: by each way out, all the cards it can lead to. */
function AskTarget({ asking: { from, spot } }: Of<"connect">) {
  const { t, label } = useText()
  const { canvas, ways, portsOf, kindOf, nameOf, does } = useEditor()
  const closing = useClosing()
  const ports = portsOf(from)
  const offers = ports.flatMap((port) =>
    canvas.nodes.flatMap((node) => {
      const inputs = ways.inputs(node)
      return inputs.flatMap((input): Offer[] => {
        const edge = { from: from.id, port: port.id, to: node.id, input }
        if (whyNotConnect(canvas, edge, ways)) return []
        return [
          {
            key: `${port.id} ${node.id} ${input}`,
            name: nameOf(node),
            hint: inputs.length > 1 ? t("editor.byInput", { input }) : undefined,
            family: ports.length > 1 ? label(port.label) : undefined,
            icon: <KindMark kind={kindOf(node)} />,
            take: () => {
              does((now) => connect(now, edge))
              closing.onDone()
            },
          },
        ]
      })
    }),
  )
  return (
    <SearchList
      label={t("editor.connectTo", { name: nameOf(from) })}
      spot={spot}
      offers={(typed) => offers.filter(has(typed))}
      onClose={closing.onClose}
      onDone={closing.onDone}
    />
  )
}

function AskCard({ asking: { spot } }: Of<"find">) {
  const { t, label } = useText()
  const { canvas, kindOf, nameOf, choose, view } = useEditor()
  const closing = useClosing()
  const offers = canvas.nodes.map((node): Offer => {
    const kind = kindOf(node)
    return {
      key: node.id,
      name: nameOf(node),
      hint: node.name ? label(kind?.label) : undefined,
      icon: <KindMark kind={kind} />,
      take: () => {
        choose([node.id])
        view.show(node.id)
        view.focus(node.id)
      },
    }
  })
  return (
    <SearchList
      label={t("editor.findCard")}
      spot={spot}
      offers={(typed) => offers.filter(has(typed))}
      onClose={closing.onClose}
      onDone={closing.onDone}
    />
  )
}

/** Every command, and every kind of card to add, by typing. */
function AskCommand({ asking: { spot }, clipboard }: Of<"command"> & { clipboard: ClipboardPort }) {
  const { t } = useText()
  const editor = useEditor()
  const closing = useClosing()
  const kinds = useKindOffers((kind) => addHere(editor, kind), false)
  const commands = COMMANDS.filter((command) => command.id !== "commands" && command.when(editor)).map(
    ({ id, icon: Icon, shortcut, perform }): Offer => ({
      key: id,
      name: t(`editor.commands.${id}`),
      icon: <Icon />,
      keys: shortcut?.[0] && shortcutText(shortcut[0]),
      take: () => {
        closing.onDone()
        perform(editor, clipboard)
      },
    }),
  )
  return (
    <SearchList
      label={t("editor.searchCommands")}
      spot={spot}
      offers={(typed) => [
        ...commands.filter(has(typed)),
        ...(typed
          ? kinds(typed).map((kind) => ({ ...kind, name: t("editor.addKind", { name: kind.name }) }))
          : []),
      ]}
      onClose={closing.onClose}
      onDone={closing.onDone}
    />
  )
}

const IN_MENU = ["edit", "align"]

/** What can be done with what is chosen, where it was clicked. */
function Menu({ asking: { spot }, clipboard }: Of<"menu"> & { clipboard: ClipboardPort }) {
  const { t } = useText()
  const editor = useEditor()
  const { onClose, onDone } = useClosing()
  const taken = useRef(false)
  const offered = COMMANDS.filter(({ group, when }) => IN_MENU.includes(group) && when(editor))
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className="fixed size-0" style={{ left: spot.x, top: spot.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="start"
        sideOffset={0}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          if (!taken.current) onDone()
        }}
      >
        {offered.map((command, index) => {
          const { id, group, icon: Icon, shortcut } = command
          return (
            <Fragment key={id}>
              {index > 0 && group !== offered[index - 1]?.group ? <DropdownMenu.Separator /> : null}
              <DropdownMenu.Item
                className="flex gap-x-2"
                // The menu is gone first: what the command asks opens at its own place.
                onSelect={() => {
                  taken.current = true
                  setTimeout(() => {
                    onDone()
                    command.perform(editor, clipboard)
                  })
                }}
              >
                <Icon className="text-ui-fg-subtle" />
                <span className="flex-1">{t(`editor.commands.${id}`)}</span>
                {shortcut ? (
                  <span aria-hidden className="text-ui-fg-subtle txt-compact-xsmall ps-4">
                    {shortcutText(shortcut[0]!)}
                  </span>
                ) : null}
              </DropdownMenu.Item>
            </Fragment>
          )
        })}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
