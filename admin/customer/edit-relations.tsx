import { Plus, Trash } from "@medusajs/icons"
import { Button, IconButton, Input } from "@medusajs/ui"
import { MOST_RELATIONS, RELATIONS, type RelatedPerson, type Relation } from "../../src/core/profile/relation"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** Children, spouse, pets...: one line each. */
export function EditRelations({
  value,
  onChange,
}: {
  value: RelatedPerson[]
  onChange: (next: RelatedPerson[]) => void
}) {
  const { t } = useText()
  const put = (at: number, part: Partial<RelatedPerson>) =>
    onChange(value.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <Labelled label={t("customer.relations")}>
      <div className="flex flex-col gap-y-2">
        {value.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: related persons have no other identity than their place
          <div key={i} className="flex flex-wrap items-center gap-2">
            <Choose
              label={t("customer.relation")}
              className="w-32"
              value={one.relation}
              options={RELATIONS.map((relation) => ({
                value: relation,
                label: t(`customer.relationKinds.${relation}`),
              }))}
              onChange={(relation) => put(i, { relation: relation as Relation })}
            />
            <Input
              size="small"
              className="w-36"
              maxLength={200}
              aria-label={t("customer.relationName")}
              placeholder={t("customer.relationName")}
              value={one.name ?? ""}
              onChange={(e) => put(i, { name: e.target.value || null })}
            />
            <Input
              size="small"
              type="date"
              className="w-36"
              aria-label={t("imports.targets.birthday")}
              value={one.birthday ?? ""}
              onChange={(e) => put(i, { birthday: e.target.value || null })}
            />
            <IconButton
              size="small"
              variant="transparent"
              type="button"
              aria-label={t("customer.dropRelation", { no: i + 1 })}
              onClick={() => onChange(value.filter((_, other) => other !== i))}
            >
              <Trash />
            </IconButton>
          </div>
        ))}
        {value.length < MOST_RELATIONS ? (
          <Button
            size="small"
            variant="secondary"
            type="button"
            className="self-start"
            onClick={() => onChange([...value, { relation: "child", name: null, birthday: null }])}
          >
            <Plus />
            {t("customer.addRelation")}
          </Button>
        ) : null}
      </div>
    </Labelled>
  )
}
