import { Badge, clx, Text } from "@medusajs/ui"
import type { PlanTemplate } from "../../api/plan-templates"
import { useText } from "../../i18n/use-text"
import { CanvasPicture } from "./canvas-picture"

/** One ready plan with a picture of its canvas; greyed where the store lacks something for it. */
export function PlanTemplateCard({ template, onOpen }: { template: PlanTemplate; onOpen: () => void }) {
  const { t, label } = useText()
  const isLacking = template.missing_kinds.length > 0
  return (
    <li>
      <button
        type="button"
        disabled={isLacking}
        onClick={onOpen}
        className={clx(
          "shadow-elevation-card-rest flex h-full w-full flex-col overflow-hidden rounded-lg text-start",
          "focus-visible:shadow-borders-focus outline-none transition-fg",
          isLacking
            ? "bg-ui-bg-disabled cursor-not-allowed"
            : "bg-ui-bg-component hover:bg-ui-bg-component-hover",
        )}
      >
        <span className="bg-ui-bg-subtle block w-full border-b p-3">
          <CanvasPicture canvas={template.canvas} name={label(template.label)} />
        </span>
        <span className="flex flex-col items-start gap-y-1 p-4">
          <Text size="small" leading="compact" weight="plus">
            {label(template.label)}
          </Text>
          <Text size="small" className="text-ui-fg-subtle">
            {label(template.explanation)}
          </Text>
          <Badge size="2xsmall" className="mt-1">
            {t(`plans.types.${template.type}`)}
          </Badge>
          {isLacking ? (
            <Text size="xsmall" className="text-ui-fg-subtle">
              {t("planGallery.lacking", { kinds: template.missing_kinds.join(", ") })}
            </Text>
          ) : null}
        </span>
      </button>
    </li>
  )
}
