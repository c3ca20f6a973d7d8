import { Badge, Button, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { type TagGroup, useDeleteTagGroup, useSaveTagGroup, useTagGroups } from "../api/tags"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { TextsInput } from "../form/texts-input"
import { useText } from "../i18n/use-text"
import { useConfirmed } from "../page/confirm"
import { Section } from "../page/section"
import { Answer, Nothing } from "../page/states"

/** Tags that belong together, and of which of them a person has one at most. */
export function TagGroups() {
  const { t } = useText()
  const asked = useTagGroups()
  const [open, setOpen] = useState<TagGroup | "new" | null>(null)
  const confirmed = useConfirmed()
  const deleting = useDeleteTagGroup()
  return (
    <Section
      title={t("tags.groups")}
      subtitle={t("tags.groupsText")}
      actions={
        <Button size="small" variant="secondary" onClick={() => setOpen("new")}>
          {t("tags.addGroup")}
        </Button>
      }
    >
      <Answer asked={asked} rows={2}>
        {({ tag_groups }) =>
          tag_groups.length === 0 ? (
            <Nothing title={t("tags.noGroups")} text={t("tags.noGroupsText")} />
          ) : (
            <ul className="divide-y">
              {tag_groups.map((group) => (
                <li key={group.id} className="flex flex-wrap items-center gap-3 px-6 py-3">
                  <div className="min-w-40 flex-1">
                    <Text size="small" leading="compact" weight="plus">
                      {group.name}
                    </Text>
                    <Text size="small" className="text-ui-fg-subtle">
                      {t(group.single ? "tags.single" : "tags.several")}
                    </Text>
                  </div>
                  <div className="flex flex-[2] flex-wrap gap-1">
                    {group.tags.map((tag) => (
                      <Badge key={tag} size="2xsmall">
                        {tag}
                      </Badge>
                    ))}
                  </div>
                  <Button
                    size="small"
                    variant="transparent"
                    aria-label={t("tags.editGroupNamed", { name: group.name })}
                    onClick={() => setOpen(group)}
                  >
                    {t("tags.change")}
                  </Button>
                  <Button
                    size="small"
                    variant="transparent"
                    aria-label={t("tags.deleteGroupNamed", { name: group.name })}
                    onClick={() =>
                      void confirmed("tags.deleteGroup", { name: group.name }, () =>
                        deleting.mutateAsync(group.id),
                      )
                    }
                  >
                    {t("tags.deleteGroup.confirm")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {open ? <GroupForm group={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </Section>
  )
}

function GroupForm({ group, onClose }: { group: TagGroup | null; onClose: () => void }) {
  const { t } = useText()
  const [name, setName] = useState(group?.name ?? "")
  const [tags, setTags] = useState(group?.tags ?? [])
  const [single, setSingle] = useState(group?.single ?? false)
  const save = useSaveTagGroup(group?.id)
  return (
    <ActionDrawer
      title={t(group ? "tags.changeGroup" : "tags.addGroup")}
      text={t("tags.groupsText")}
      verb={t("page.save")}
      ready={name.trim() !== "" && tags.length > 0}
      act={() => save.mutateAsync({ name: name.trim(), tags, single })}
      done={t("tags.groupSaved")}
      failed="tags.groupNotSaved"
      onClose={onClose}
    >
      <Labelled label={t("tags.groupName")}>
        {(id) => <Input id={id} maxLength={100} value={name} onChange={(e) => setName(e.target.value)} />}
      </Labelled>
      <Labelled label={t("customer.tags")}>
        <TextsInput label={t("customer.tags")} values={tags} onChange={setTags} />
      </Labelled>
      <Switched name={t("tags.single")} text={t("tags.singleText")} on={single} onSwitch={setSingle} />
    </ActionDrawer>
  )
}
