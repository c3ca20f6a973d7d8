import { Heading, Text } from "@medusajs/ui"
import { useText } from "../../i18n/use-text"
import type { Step } from "./answers"

export function StepTitle({ step }: { step: Step }) {
  const { t } = useText()
  return (
    <div>
      <Heading level="h1">{t(`wizard.${step}.title`)}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t(`wizard.${step}.text`)}
      </Text>
    </div>
  )
}
