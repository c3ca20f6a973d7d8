import { Badge, Button, Text } from "@medusajs/ui"
import type { TrialPerson } from "../api/trials"
import { useText } from "../i18n/use-text"

/** Whom a test is on, and whether tests may write to them. */
export function TestPerson({ person, onOther }: { person: TrialPerson; onOther: () => void }) {
  const { t } = useText()
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <Text size="small" leading="compact" weight="plus" className="break-words">
            {person.name ?? person.email ?? person.id}
          </Text>
          {person.is_test ? <Badge size="2xsmall">{t("trial.tester")}</Badge> : null}
        </div>
        <Text size="xsmall" className="text-ui-fg-subtle break-all">
          {person.email}
        </Text>
      </div>
      <Button type="button" size="small" variant="transparent" onClick={onOther}>
        {t("trial.otherPerson")}
      </Button>
    </div>
  )
}
