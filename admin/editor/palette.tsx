import { Text, Tooltip } from "@medusajs/ui"
import { type DragEvent, useId, useState } from "react"
import type { CatalogueKind } from "../api/catalogue"
import { GROUP_TINT, KindIcon } from "../canvas/kind-icons"
import { SearchInput } from "../form/search-input"
import { useText } from "../i18n/use-text"
import { addHere } from "./actions"
import { useEditor } from "./editor"
import { KIND_GROUPS, useKindSearch } from "./kind-groups"

const DRAGGED = "application/x-marketing-kind"

/** The kind that is being dragged from the palette. */
export const draggedKind = (event: DragEvent): string => event.dataTransfer.getData(DRAGGED)

/** All kinds of cards by what they are for: dragged onto the drawing, or put behind the chosen card by a click or Enter. */
export function Palette() {
  const { t } = useText()
  const { kinds } = useEditor()
  const [typed, type] = useState("")
  const fitting = useKindSearch(kinds)(typed)
  return (
    <aside
      data-own-keys
      aria-label={t("editor.palette")}
      className="border-ui-border-base bg-ui-bg-base flex w-[220px] shrink-0 flex-col border-e"
    >
      <div className="border-ui-border-base border-b p-2">
        <SearchInput label={t("editor.searchKinds")} value={typed} onChange={type} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {fitting.length === 0 ? (
          <Text size="small" className="text-ui-fg-subtle p-2">
            {t("form.nothingFound")}
          </Text>
        ) : null}
        {KIND_GROUPS.map((group) => (
          <Group key={group} group={group} kinds={fitting.filter((kind) => kind.group === group)} />
        ))}
      </div>
    </aside>
  )
}

function Group({ group, kinds }: { group: string; kinds: CatalogueKind[] }) {
  const { t } = useText()
  const id = useId()
  if (kinds.length === 0) return null
  return (
    <section aria-labelledby={id} className="mb-2">
      <Text id={id} size="xsmall" leading="compact" weight="plus" className="text-ui-fg-subtle px-2 py-1">
        {t(`editor.groups.${group}`)}
      </Text>
      <ul>
        {kinds.map((kind) => (
          <li key={kind.id}>
            <Kind kind={kind} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Kind({ kind }: { kind: CatalogueKind }) {
  const { label } = useText()
  const editor = useEditor()
  const can = kind.available !== false
  const [open, setOpen] = useState(false)
  const [held, hold] = useState(false)
  const text = can ? label(kind.explanation) : label(kind.unavailable)
  const button = (
    <button
      type="button"
      draggable={can}
      aria-disabled={!can}
      aria-description={text || undefined}
      onPointerDown={() => hold(true)}
      onPointerUp={() => hold(false)}
      onDragEnd={() => hold(false)}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, kind.id)
        event.dataTransfer.effectAllowed = "copy"
      }}
      onClick={() => {
        if (can) addHere(editor, kind)
      }}
      className="hover:bg-ui-bg-base-hover focus-visible:shadow-borders-focus aria-disabled:opacity-40 flex w-full cursor-grab items-center gap-2 rounded-md px-2 py-1 text-start outline-none aria-disabled:cursor-default"
    >
      <KindMark kind={kind} />
      <span className="txt-compact-small text-ui-fg-base min-w-0 break-words">{label(kind.label)}</span>
    </button>
  )
  return text ? (
    // While it is dragged the explanation would lie over the drawing.
    <Tooltip content={text} side="right" maxWidth={260} open={open && !held} onOpenChange={setOpen}>
      {button}
    </Tooltip>
  ) : (
    button
  )
}

export const KindMark = ({ kind }: { kind: CatalogueKind | undefined }) => (
  <span
    className={`flex size-6 shrink-0 items-center justify-center rounded ${GROUP_TINT[kind?.group ?? ""] ?? GROUP_TINT.flow}`}
  >
    <KindIcon icon={kind?.icon} />
  </span>
)
