import { Badge, Hint, Text } from "@medusajs/ui"
import { useState } from "react"
import { useFieldValues } from "../api/catalogue"
import type { CustomerSummary } from "../api/customers"
import { type TagGroup, useChangeTags, useTagGroups } from "../api/tags"
import { ActionDrawer } from "../form/action-drawer"
import { Labelled } from "../form/labelled"
import { TextsInput } from "../form/texts-input"
import { useText } from "../i18n/use-text"

/** Puts tags on a customer and takes them off; what others have, and what groups hold, is offered. */
export function EditTags({ customer, onClose }: { customer: CustomerSummary; onClose: () => void }) {
  const { t } = useText()
  const [tags, setTags] = useState(customer.tags)
  const known = useFieldValues("profile.tags")
  const groups = useTagGroups().data?.tag_groups ?? []
  const change = useChangeTags(customer.customer_id)
  const add = tags.filter((tag) => !customer.tags.includes(tag))
  const remove = customer.tags.filter((tag) => !tags.includes(tag))
  const used = known.data?.values ?? []
  const offers = [
    ...used.map(({ value, count }) => ({ value: String(value), name: String(value), count })),
    ...groups
      .flatMap((group) => group.tags)
      .filter((tag) => !used.some(({ value }) => value === tag))
      .map((tag) => ({ value: tag, name: tag })),
  ]
  /** Of a group that allows one tag the newest stays, as the server has it. */
  const put = (next: string[]) => {
    const newest = next.filter((tag) => !tags.includes(tag))
    const rivals = newest.flatMap((tag) => rivalsOf(tag, groups))
    setTags(next.filter((tag) => !rivals.includes(tag)))
  }
  return (
    <ActionDrawer
      title={t("tags.edit")}
      text={t("tags.editText")}
      verb={t("page.save")}
      ready={add.length + remove.length > 0}
      act={() => change.mutateAsync({ add, remove })}
      done={t("tags.saved")}
      failed="tags.notSaved"
      onClose={onClose}
    >
      <Labelled label={t("customer.tags")} hint={t("tags.hint")}>
        <TextsInput label={t("customer.tags")} values={tags} onChange={put} offers={offers} />
      </Labelled>
      {groups.map((group) => (
        <GroupOfTags key={group.id} group={group} tags={tags} onTake={(tag) => put([...tags, tag])} />
      ))}
    </ActionDrawer>
  )
}

const rivalsOf = (tag: string, groups: TagGroup[]): string[] =>
  groups
    .filter((group) => group.single && group.tags.includes(tag))
    .flatMap((group) => group.tags.filter((one) => one !== tag))

/** The tags of a group to choose from with one click. */
function GroupOfTags({
  group,
  tags,
  onTake,
}: {
  group: TagGroup
  tags: string[]
  onTake: (tag: string) => void
}) {
  const { t } = useText()
  return (
    <div className="flex flex-col gap-y-1.5">
      <Text size="small" leading="compact" weight="plus">
        {group.name}
      </Text>
      <div className="flex flex-wrap gap-1.5">
        {group.tags.map((tag) => (
          <button
            key={tag}
            type="button"
            aria-pressed={tags.includes(tag)}
            disabled={tags.includes(tag)}
            onClick={() => onTake(tag)}
          >
            <Badge size="2xsmall" color={tags.includes(tag) ? "blue" : "grey"}>
              {tag}
            </Badge>
          </button>
        ))}
      </div>
      {group.single ? <Hint>{t("tags.oneOfGroup")}</Hint> : null}
    </div>
  )
}
