import { Button, toast } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import type { Problem } from "../../src/core/problem"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { useUnsaved } from "../page/unsaved"

/** What the parts of the form work with. */
export type Drafting<Draft> = {
  draft: Draft
  setDraft: (draft: Draft) => void
  /** What the server said is wrong, with where. */
  problems: Problem[]
}

/** A section of settings that is saved as a whole, and asks before what was typed is lost. `locked`: it is there to be read. */
export function SettingsForm<Draft>({
  room,
  title,
  subtitle,
  start,
  save,
  locked = false,
  children,
}: {
  /** Where its words are: `<room>.saved`, `<room>.notSaved`. */
  room: "approval" | "lifecycle" | "limits"
  title: string
  subtitle: string
  start: () => Draft
  save: { mutateAsync: (draft: Draft) => Promise<unknown> }
  locked?: boolean
  children: (drafting: Drafting<Draft>) => ReactNode
}) {
  const { t } = useText()
  const [draft, setDraft] = useState(start)
  const unsaved = useUnsaved(draft)
  const put = useAction(async () => {
    await save.mutateAsync(draft)
    unsaved.keep()
    toast.success(t(`${room}.saved`))
  }, `${room}.notSaved`)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        put.run()
      }}
    >
      <Section
        title={title}
        subtitle={subtitle}
        actions={
          locked ? null : (
            <Button size="small" type="submit" isLoading={put.busy} disabled={!unsaved.changed}>
              {t("page.save")}
            </Button>
          )
        }
      >
        {children({ draft, setDraft, problems: put.problems })}
      </Section>
    </form>
  )
}
