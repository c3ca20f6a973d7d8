import { Hint } from "@medusajs/ui"
import type { Approval } from "../../src/core/approval"
import { type Settings, useSaveApproval } from "../api/lifecycle"
import { FieldProblems } from "../form/field-problems"
import { Labelled } from "../form/labelled"
import { Several } from "../form/several"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { userName, useUsers } from "../page/user-names"
import { SettingsForm } from "./settings-form"

/** Whether somebody else looks at a plan before it is published, and who. Who may not decide it reads it, and why. */
export function ApprovalSettings({ approval }: { approval: Settings["approval"] }) {
  const { t } = useText()
  const users = useUsers()
  const locked = !approval.may_change
  return (
    <SettingsForm
      room="approval"
      title={t("approval.title")}
      subtitle={t("approval.text")}
      start={(): Approval => ({ on: approval.on, approvers: approval.approvers })}
      save={useSaveApproval()}
      locked={locked}
    >
      {({ draft, setDraft, problems }) => (
        <div className="flex flex-col gap-y-4 px-6 py-4">
          <Switched
            name={t("approval.on")}
            text={t("approval.onText")}
            on={draft.on}
            locked={locked}
            onSwitch={(on) => setDraft({ ...draft, on })}
          />
          {draft.on ? (
            <Labelled
              label={t("approval.approvers")}
              hint={t(draft.approvers.length === 1 ? "approval.onlyOne" : "approval.approversText")}
              wrong={<FieldProblems problems={problems} path="approval.approvers" />}
            >
              {(id) => (
                <Answer asked={users} rows={2}>
                  {({ users: staff }) => (
                    <Several
                      id={id}
                      options={staff.map((user) => ({ value: user.id, label: userName(user) }))}
                      values={draft.approvers}
                      locked={locked}
                      onChange={(approvers) => setDraft({ ...draft, approvers })}
                    />
                  )}
                </Answer>
              )}
            </Labelled>
          ) : approval.on ? (
            <Hint>{t("approval.offText")}</Hint>
          ) : null}
          {locked ? <Hint>{t("approval.locked")}</Hint> : null}
        </div>
      )}
    </SettingsForm>
  )
}
