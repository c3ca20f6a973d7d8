import { clx, StatusBadge, Text } from "@medusajs/ui"
import type { SegmentTemplate } from "../../api/segment-templates"
import { useText } from "../../i18n/use-text"

/** One ready segment; greyed, with what to do, where the store lacks something for it. */
export function TemplateCard({ template, onOpen }: { template: SegmentTemplate; onOpen: () => void }) {
  const { t, label } = useText()
  const { unavailable } = template
  return (
    <li>
      <button
        type="button"
        disabled={unavailable !== null}
        onClick={onOpen}
        className={clx(
          "shadow-elevation-card-rest flex h-full w-full flex-col items-start gap-y-1 rounded-lg p-4 text-start",
          "focus-visible:shadow-borders-focus outline-none transition-fg",
          unavailable
            ? "bg-ui-bg-disabled cursor-not-allowed"
            : "bg-ui-bg-component hover:bg-ui-bg-component-hover",
        )}
      >
        <Text
          size="small"
          leading="compact"
          weight="plus"
          className={unavailable ? "text-ui-fg-subtle" : undefined}
        >
          {label(template.label)}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {label(template.explanation)}
        </Text>
        {unavailable ? (
          <span className="mt-auto flex flex-col items-start gap-y-1 pt-2">
            <StatusBadge color="orange">{t("gallery.unavailable")}</StatusBadge>
            <Text size="xsmall" className="text-ui-fg-subtle break-words">
              {label(unavailable)}
            </Text>
          </span>
        ) : null}
      </button>
    </li>
  )
}
