import { StatusBadge } from "@medusajs/ui"
import type { Health } from "../api/health"
import { useText } from "../i18n/use-text"
import { Fact, Section } from "../page/section"

const COLOR = { ours: "green", another: "orange", off: "grey" } as const

/** Who answers the hooks of Medusa's checkout that coupons and points need. */
export function CheckoutHooks({ hooks }: { hooks: Health["checkout_hooks"] }) {
  const { t } = useText()
  return (
    <Section title={t("health.hooks.title")} subtitle={t("health.hooks.text")}>
      {hooks.map(({ hook, state, needed_for }) => (
        <Fact
          key={hook}
          name={
            <>
              {hook}
              <span className="text-ui-fg-subtle block font-normal">
                {t(`health.hooks.needed.${hook.replaceAll(".", "_")}`, { defaultValue: needed_for })}
              </span>
            </>
          }
        >
          <StatusBadge color={COLOR[state]}>{t(`health.hooks.states.${state}`)}</StatusBadge>
        </Fact>
      ))}
    </Section>
  )
}
