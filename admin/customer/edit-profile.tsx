import { Input } from "@medusajs/ui"
import { useState } from "react"
import { type CustomerProfile, type CustomerSummary, PROFILE, useChangeProfile } from "../api/customers"
import { useThingNames, useThings } from "../api/things"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { type Attributes, EditAttributes } from "./edit-attributes"
import { EditRelations } from "./edit-relations"

const DAYS: ReadonlySet<keyof CustomerProfile> = new Set([
  "birthday",
  "member_since",
  "membership_expires_at",
])
const GENDERS = ["female", "male", "other"] as const
/** A select cannot hold an empty value. */
const NOTHING = "-"

/** What staff learn of a customer and the customer record has no place for. Only what was changed is sent. */
export function EditProfile({ customer, onClose }: { customer: CustomerSummary; onClose: () => void }) {
  const { t } = useText()
  const [draft, setDraft] = useState(() => profileOf(customer))
  const [relations, setRelations] = useState(customer.relations)
  const [attributes, setAttributes] = useState<Attributes>(customer.attributes)
  const said = changedIn(customer.attributes, attributes)
  const save = useChangeProfile(customer.customer_id)
  const change = {
    ...changesOf(profileOf(customer), draft),
    ...(JSON.stringify(relations) === JSON.stringify(customer.relations) ? {} : { relations }),
    ...(Object.keys(said).length > 0 ? { attributes: said } : {}),
  }
  const put = (name: keyof CustomerProfile) => (value: string) =>
    setDraft({ ...draft, [name]: value || null })
  const control = (name: keyof CustomerProfile, id: string) => {
    if (name === "gender") {
      const options = GENDERS.map((value) => ({ value, label: t(`customer.genders.${value}`) }))
      return <OneOrNone id={id} value={draft.gender} options={options} onChange={put(name)} />
    }
    if (name === "home_store") return <HomeStore id={id} value={draft.home_store} onChange={put(name)} />
    return (
      <Input
        id={id}
        type={DAYS.has(name) ? "date" : name === "growth_value" ? "number" : "text"}
        min={0}
        maxLength={200}
        value={draft[name] ?? ""}
        onChange={(e) => put(name)(e.target.value)}
      />
    )
  }
  return (
    <ActionDrawer
      title={t("customer.editProfile")}
      text={t("customer.profileText")}
      verb={t("page.save")}
      ready={Object.keys(change).length > 0}
      act={() => save.mutateAsync(change)}
      done={t("customer.profileSaved")}
      failed="customer.profileNotSaved"
      onClose={onClose}
    >
      {PROFILE.map((name) => (
        <Labelled
          key={name}
          label={t(`imports.targets.${name}`)}
          hint={name === "membership_expires_at" ? t("customer.lastDay") : undefined}
        >
          {(id) => control(name, id)}
        </Labelled>
      ))}
      <EditAttributes value={attributes} onChange={setAttributes} />
      <EditRelations value={relations} onChange={setRelations} />
    </ActionDrawer>
  )
}

/** As it stands in the fields. */
type Draft = Record<keyof CustomerProfile, string | null>

const profileOf = (customer: CustomerSummary): Draft =>
  Object.fromEntries(PROFILE.map((name) => [name, customer[name]?.toString() ?? null])) as Draft

const changesOf = (from: Draft, to: Draft): Partial<CustomerProfile> =>
  Object.fromEntries(
    PROFILE.map((name) => [name, to[name]?.trim() || null] as const)
      .filter(([name, value]) => value !== from[name])
      .map(([name, value]) => [name, name === "growth_value" && value !== null ? Number(value) : value]),
  )

const changedIn = (from: Attributes, to: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(to).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(from[key] ?? null)),
  )

type OneOrNoneProps = {
  id: string
  value: string | null
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

function OneOrNone({ id, value, options, onChange }: OneOrNoneProps) {
  const { t } = useText()
  return (
    <Choose
      id={id}
      value={value ?? NOTHING}
      options={[{ value: NOTHING, label: t("customer.notSaid") }, ...options]}
      onChange={(chosen) => onChange(chosen === NOTHING ? "" : chosen)}
    />
  )
}

/** The store's stock locations by name; one that is gone stays as what it was. */
function HomeStore({ id, value, onChange }: Omit<OneOrNoneProps, "options">) {
  const found = useThings("stock_location", "")
  const own = useThingNames("stock_location", value ? [value] : [])
  const stores = found.data ?? []
  const known = value === null || stores.some((store) => store.id === value)
  const options = [
    ...stores.map((store) => ({ value: store.id, label: store.name })),
    ...(known ? [] : [{ value: value!, label: own.data?.[value!] ?? value! }]),
  ]
  return <OneOrNone id={id} value={value} options={options} onChange={onChange} />
}
