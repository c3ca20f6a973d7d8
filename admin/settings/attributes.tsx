import { Button, Input, Table } from "@medusajs/ui"
import { useState } from "react"
import { ATTRIBUTE_TYPES } from "../../src/core/profile/attribute-type"
import { type Attribute, type AttributeType, useAttributes, useSaveAttribute } from "../api/attributes"
import { useAttributeText } from "../customer/attribute-text"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { TextsInput } from "../form/texts-input"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { Answer, Nothing } from "../page/states"

/** The store's own attributes of customers: what each is called and holds. */
export function AttributeList() {
  const { t } = useText()
  const { nameOf } = useAttributeText()
  const asked = useAttributes()
  const [open, setOpen] = useState<Attribute | "new" | null>(null)
  return (
    <Section
      title={t("attributes.title")}
      subtitle={t("attributes.text")}
      actions={
        <Button size="small" variant="secondary" onClick={() => setOpen("new")}>
          {t("attributes.add")}
        </Button>
      }
    >
      <Answer asked={asked} rows={2}>
        {({ attributes }) =>
          attributes.length === 0 ? (
            <Nothing title={t("attributes.none")} text={t("attributes.noneText")} />
          ) : (
            <Table>
              <Table.Header>
                <Table.Row>
                  <Table.HeaderCell>{t("attributes.name")}</Table.HeaderCell>
                  <Table.HeaderCell>{t("attributes.key")}</Table.HeaderCell>
                  <Table.HeaderCell>{t("attributes.holds")}</Table.HeaderCell>
                  <Table.HeaderCell>{t("attributes.saidBy")}</Table.HeaderCell>
                  <Table.HeaderCell />
                </Table.Row>
              </Table.Header>
              <Table.Body>
                {attributes.map((attribute) => (
                  <Table.Row key={attribute.key}>
                    <Table.Cell>{nameOf(attribute)}</Table.Cell>
                    <Table.Cell className="font-mono">{attribute.key}</Table.Cell>
                    <Table.Cell>
                      {t(`attributes.types.${attribute.type}`)}
                      {attribute.choices ? `: ${attribute.choices.join(", ")}` : null}
                    </Table.Cell>
                    <Table.Cell>
                      {t(attribute.by_shopper ? "attributes.staffAndShopper" : "attributes.staff")}
                    </Table.Cell>
                    <Table.Cell className="text-end">
                      <Button
                        size="small"
                        variant="transparent"
                        aria-label={t("attributes.changeNamed", { name: nameOf(attribute) })}
                        onClick={() => setOpen(attribute)}
                      >
                        {t("attributes.change")}
                      </Button>
                    </Table.Cell>
                  </Table.Row>
                ))}
              </Table.Body>
            </Table>
          )
        }
      </Answer>
      {open ? <AttributeForm attribute={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </Section>
  )
}

/** The key that a name suggests, as the columns of files become. */
const keyFrom = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{M}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "")

function AttributeForm({ attribute, onClose }: { attribute: Attribute | null; onClose: () => void }) {
  const { t } = useText()
  const [en, setEn] = useState(attribute?.label.en ?? attribute?.key ?? "")
  const [zhCN, setZhCN] = useState(attribute?.label.zhCN ?? "")
  const [ownKey, setOwnKey] = useState<string | null>(attribute?.key ?? null)
  const [type, setType] = useState<AttributeType>(attribute?.type ?? "text")
  const [choices, setChoices] = useState(attribute?.choices ?? [])
  const [by_shopper, openToShoppers] = useState(attribute?.by_shopper ?? false)
  const save = useSaveAttribute(attribute?.key)
  const key = ownKey ?? keyFrom(en)
  const listed = type === "choice" || type === "choices"
  const label = { ...(en.trim() ? { en: en.trim() } : {}), ...(zhCN.trim() ? { zhCN: zhCN.trim() } : {}) }
  return (
    <ActionDrawer
      title={t(attribute ? "attributes.change" : "attributes.add")}
      text={t("attributes.formText")}
      verb={t("page.save")}
      ready={en.trim() !== "" && key !== "" && (!listed || choices.length > 0)}
      act={() => save.mutateAsync({ key, type, label, by_shopper, ...(listed ? { choices } : {}) })}
      done={t("attributes.saved")}
      failed="attributes.notSaved"
      onClose={onClose}
    >
      <Labelled label={t("attributes.nameEn")}>
        {(id) => <Input id={id} maxLength={100} value={en} onChange={(e) => setEn(e.target.value)} />}
      </Labelled>
      <Labelled label={t("attributes.nameZh")} optional>
        {(id) => <Input id={id} maxLength={100} value={zhCN} onChange={(e) => setZhCN(e.target.value)} />}
      </Labelled>
      {attribute ? null : (
        <>
          <Labelled label={t("attributes.key")} hint={t("attributes.keyText")}>
            {(id) => (
              <Input id={id} maxLength={100} value={key} onChange={(e) => setOwnKey(e.target.value)} />
            )}
          </Labelled>
          <Labelled label={t("attributes.holds")} hint={t("attributes.holdsText")}>
            {(id) => (
              <Choose
                id={id}
                value={type}
                options={ATTRIBUTE_TYPES.map((value) => ({ value, label: t(`attributes.types.${value}`) }))}
                onChange={(next) => setType(next as AttributeType)}
              />
            )}
          </Labelled>
        </>
      )}
      {listed ? (
        <Labelled label={t("attributes.choices")}>
          <TextsInput label={t("attributes.choices")} values={choices} onChange={setChoices} />
        </Labelled>
      ) : null}
      <Switched
        name={t("attributes.byShopper")}
        text={t("attributes.byShopperText")}
        on={by_shopper}
        onSwitch={openToShoppers}
      />
    </ActionDrawer>
  )
}
