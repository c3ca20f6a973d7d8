import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton, toast } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import {
  downloadSegment,
  type Segment,
  useArchiveSegment,
  useDeleteSegment,
  useDuplicateSegment,
} from "../api/segments"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { useConfirmed } from "../page/confirm"
import { useDirection } from "../page/direction"
import { GONE } from "../page/unsaved"

/** What may be done with a segment beside using it. */
export function SegmentMenu({ segment }: { segment: Segment }) {
  const { t } = useText()
  const go = useNavigate()
  const confirmed = useConfirmed()
  const copying = useDuplicateSegment(segment.id)
  const archiving = useArchiveSegment(segment.id)
  const deleting = useDeleteSegment()
  const archived = segment.state === "archived"
  const copy = useAction(async (frozen: boolean) => {
    const made = await copying.mutateAsync({ frozen })
    toast.success(t("segments.copied", { name: made.segment.name }))
    await go(`/marketing/segments/${made.segment.id}`)
  })
  const save = useAction(() => downloadSegment(segment))
  const putAway = useAction(async () => {
    await archiving.mutateAsync(archived ? "unarchive" : "archive")
    toast.success(t(archived ? "segments.unarchived" : "segments.archived", { name: segment.name }))
  })
  const remove = useAction(async () => {
    const gone = await confirmed("segments.delete", { name: segment.name }, () =>
      deleting.mutateAsync(segment.id),
    )
    if (!gone) return
    await go("/marketing/segments", GONE)
    return LEFT
  })
  return (
    <DropdownMenu dir={useDirection()}>
      <DropdownMenu.Trigger asChild>
        <IconButton size="small" variant="transparent" aria-label={t("page.more")}>
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">
        <DropdownMenu.Item onClick={() => copy.run(false)}>{t("segments.copy")}</DropdownMenu.Item>
        {segment.type === "dynamic" ? (
          <DropdownMenu.Item onClick={() => copy.run(true)}>{t("segments.freeze")}</DropdownMenu.Item>
        ) : null}
        <DropdownMenu.Item onClick={() => save.run()}>{t("segments.export")}</DropdownMenu.Item>
        <DropdownMenu.Item onClick={() => putAway.run()}>
          {t(archived ? "segments.unarchive" : "segments.archive")}
        </DropdownMenu.Item>
        <DropdownMenu.Separator />
        <DropdownMenu.Item onClick={() => remove.run()}>{t("segments.delete.confirm")}</DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
