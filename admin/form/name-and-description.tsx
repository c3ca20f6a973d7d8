import { Input, Textarea } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useText } from "../i18n/use-text"
import { Labelled } from "./labelled"

type Described = { name: string; description: string }

/** What a template of one's own is called, and what it is for. */
export function NameAndDescription({
  name,
  description,
  wrong,
  onChange,
}: Described & {
  /** What is wrong with the name. */
  wrong?: ReactNode
  onChange: (change: Partial<Described>) => void
}) {
  const { t } = useText()
  return (
    <>
      <Labelled label={t("ownTemplates.name")} wrong={wrong}>
        {(id) => (
          <Input id={id} value={name} maxLength={100} onChange={(e) => onChange({ name: e.target.value })} />
        )}
      </Labelled>
      <Labelled label={t("ownTemplates.description")} optional>
        {(id) => (
          <Textarea
            id={id}
            value={description}
            maxLength={500}
            onChange={(e) => onChange({ description: e.target.value })}
          />
        )}
      </Labelled>
    </>
  )
}
