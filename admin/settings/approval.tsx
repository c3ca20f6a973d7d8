import { Button, Hint, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Approval } from "../../src/core/approval"
import { type Settings, useSaveApproval } from "../api/lifecycle"
import { FieldProblems } from "../form/field-problems"
import { Labelled } from "../form/labelled"
import { Several } from "../form/several"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { Section } from "../page/section"
import { Answer } from "../page/states"
import { useUnsaved } from "../page/unsaved"
import { userName, useUsers } from "../page/user-names"

/** Whether somebody else looks at a plan before it is published, and who. */
export function ApprovalSettings({ approval }: { approval: Settings["approval"] }) {
  const { t } = useText()
  const [draft, setDraft] = useState<Approval>({ on: approval.on, approvers: approval.approvers })
  const unsaved = useUnsaved(draft)
  const users = useUsers()
  const save = useSaveApproval()
  const put = useAction(async () => {
    await save.mutateAsync(draft)
    unsaved.keep()
    toast.success(t("approval.saved"))
  }, "approval.notSaved")
  const own = draft.approvers.length === 1
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        put.run()
      }}
    >
      <Section
        title={t("approval.title")}
        subtitle={t("approval.text")}
        actions={
          <Button size="small" type="submit" isLoading={put.busy} disabled={!unsaved.changed}>
            {t("page.save")}
          </Button>
        }
      >
        <div className="flex flex-col gap-y-4 px-6 py-4">
          <Switched
            name={t("approval.on")}
            text={t("approval.onText")}
            on={draft.on}
            onSwitch={(on) => setDraft({ ...draft, on })}
          />
          {draft.on ? (
            <Labelled
              label={t("approval.approvers")}
              hint={t(own ? "approval.onlyOne" : "approval.approversText")}
              wrong={<FieldProblems problems={put.problems} path="approval.approvers" />}
            >
              {(id) => (
                <Answer asked={users} rows={2}>
                  {({ users: staff }) => (
                    <Several
                      id={id}
                      options={staff.map((user) => ({ value: user.id, label: userName(user) }))}
                      values={draft.approvers}
                      onChange={(approvers) => setDraft({ ...draft, approvers })}
                    />
                  )}
                </Answer>
              )}
            </Labelled>
          ) : approval.on ? (
            <Hint>{t("approval.offText")}</Hint>
          ) : null}
        </div>
      </Section>
    </form>
  )
}
