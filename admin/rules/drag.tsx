import {
  type CollisionDetection,
  DndContext,
  DragOverlay,
  PointerSensor,
  useDndContext,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core"
import { DotsSix } from "@medusajs/icons"
import { clx, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { createPortal } from "react-dom"
import { useText } from "../i18n/use-text"
import { useBuilder } from "./builder-context"
import type { Spot } from "./moves"
import { useNodeTitle } from "./node-title"
import { find, type GroupNode, nodesIn, type RuleNode } from "./tree"

/** A press that moves less is a click. */
const CLICK_PX = 4

/** Rows lie below each other, also those of inner groups: the height of the pointer says which gap is meant. */
const nearestGap: CollisionDetection = ({ droppableContainers, droppableRects, pointerCoordinates }) => {
  if (!pointerCoordinates) return []
  const away = droppableContainers.flatMap((droppableContainer) => {
    const gap = droppableRects.get(droppableContainer.id)
    if (!gap) return []
    const value = Math.abs(pointerCoordinates.y - (gap.top + gap.height / 2))
    return [{ id: droppableContainer.id, data: { droppableContainer, value } }]
  })
  return away.sort((a, b) => a.data.value - b.data.value).slice(0, 1)
}

/** Lets conditions and groups be dragged to any place of the rule. The keyboard has the arrows on the same handle. */
export function DragRoom({ children }: { children: ReactNode }) {
  const { t } = useText()
  const { editor } = useBuilder()
  const { tree } = editor.draft
  const titleOf = useNodeTitle(editor.fields)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: CLICK_PX } }))
  const said = (id: string | number) => {
    const node = find(tree, Number(id))?.node
    return node ? titleOf(node) : ""
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearestGap}
      accessibility={{
        screenReaderInstructions: { draggable: t("rules.dragHelp") },
        announcements: {
          onDragStart: ({ active }) => t("rules.dragged", { name: said(active.id) }),
          onDragOver: () => undefined,
          onDragEnd: ({ active }) => t("rules.dropped", { name: said(active.id) }),
          onDragCancel: ({ active }) => t("rules.dragCancelled", { name: said(active.id) }),
        },
      }}
      onDragEnd={({ active, over }) => {
        const spot = over?.data.current as Spot | undefined
        if (spot) editor.moveTo(Number(active.id), spot)
      }}
    >
      {children}
      {createPortal(
        <DragOverlay dropAnimation={null}>
          <Dragged titleOf={titleOf} tree={tree} />
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  )
}

function Dragged({ titleOf, tree }: { titleOf: (node: RuleNode) => string; tree: GroupNode }) {
  const { active } = useDndContext()
  const node = active ? find(tree, Number(active.id))?.node : undefined
  if (!node) return null
  return (
    <div className="bg-ui-bg-base shadow-elevation-flyout flex w-fit cursor-grabbing items-center gap-x-2 rounded-lg px-3 py-2">
      <DotsSix className="text-ui-fg-subtle" />
      <Text size="small" leading="compact" weight="plus">
        {titleOf(node)}
      </Text>
    </div>
  )
}

/** What a row or group is held by. */
export function Handle({ id, name }: { id: number; name: string }) {
  const { t } = useText()
  const { setNodeRef, listeners, isDragging, attributes } = useDraggable({ id })
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-handle
      aria-label={t("rules.handle", { name })}
      aria-describedby={attributes["aria-describedby"]}
      title={t("rules.dragHint")}
      {...listeners}
      className={clx(
        "text-ui-fg-subtle hover:text-ui-fg-base focus-visible:shadow-borders-focus flex h-7 w-5 shrink-0 cursor-grab touch-none items-center justify-center rounded-md outline-none",
        isDragging && "cursor-grabbing",
      )}
    >
      <DotsSix />
    </button>
  )
}

/** The gap before a node, or behind the last: where something may be dropped, and the word between two nodes. */
export function Gap({ group, index, word }: { group: GroupNode; index: number; word?: string }) {
  const { active } = useDndContext()
  const { tree } = useBuilder().editor.draft
  const dragged = active ? group.nodes.findIndex((node) => node.id === Number(active.id)) : -1
  const itself = active !== null && isInside(group, Number(active.id), tree)
  // Where it lies already, and inside of itself, nothing can be dropped.
  const disabled = itself || (dragged >= 0 && (index === dragged || index === dragged + 1))
  const { setNodeRef, isOver } = useDroppable({
    id: `${group.id}:${index}`,
    data: { group: group.id, index } satisfies Spot,
    disabled,
  })
  return (
    <div ref={setNodeRef} className={clx("relative flex items-center", word ? "h-5" : "h-2")}>
      {word ? <span className="txt-compact-xsmall text-ui-fg-subtle ms-1">{word}</span> : null}
      {isOver && !disabled ? (
        <div className="bg-ui-bg-interactive absolute inset-x-0 top-1/2 h-0.5 -translate-y-1/2 rounded-full" />
      ) : null}
    </div>
  )
}

const isInside = (group: GroupNode, id: number, tree: GroupNode): boolean => {
  const node = find(tree, id)?.node
  return node !== undefined && nodesIn(node).some((inner) => inner.id === group.id)
}
