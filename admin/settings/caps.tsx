import { Text } from "@medusajs/ui"
import type { Cap, SendingLimits } from "../../src/core/message/sending-limits"
import type { Problem } from "../../src/core/problem"
import { useLeavingChannels } from "../api/catalogue"
import { Choose } from "../form/choose"
import { FieldProblems } from "../form/field-problems"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { ExemptPlans } from "./exempt-plans"

type Caps = SendingLimits["caps"]
const MOST = 100
const WITHOUT: Cap = { per_day: null, per_week: null }
const SPANS = ["per_day", "per_week"] as const

/** How many messages anybody gets at most, in all channels together and in each. An empty field means no limit. */
export function CapsForm({
  caps,
  problems,
  onChange,
}: {
  caps: Caps
  problems: Problem[]
  onChange: (caps: Caps) => void
}) {
  const { t, label } = useText()
  const leaving = useLeavingChannels()
  const put = (change: Partial<Caps>) => onChange({ ...caps, ...change })
  const putChannel = (id: string, cap: Cap) => {
    const { [id]: _, ...others } = caps.channels
    const isFree = cap.per_day === null && cap.per_week === null
    put({ channels: isFree ? others : { ...others, [id]: cap } })
  }
  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <div className="grid gap-4 md:grid-cols-3">
        {SPANS.map((span) => (
          <Labelled
            key={span}
            label={t(`limits.${span}`)}
            hint={t(`limits.${span}Text`)}
            wrong={<FieldProblems problems={problems} path={`limits.caps.${span}`} />}
          >
            {(id) => (
              <NumberInput
                id={id}
                whole
                min={1}
                max={MOST}
                value={caps[span] ?? undefined}
                onChange={(n) => put({ [span]: n ?? null })}
              />
            )}
          </Labelled>
        ))}
        <Labelled label={t("limits.whenFull")}>
          {(id) => (
            <Choose
              id={id}
              value={caps.when_full}
              options={[
                { value: "drop", label: t("limits.isDropped") },
                { value: "hold", label: t("limits.waitsADay") },
              ]}
              onChange={(when_full) => put({ when_full: when_full as Caps["when_full"] })}
            />
          )}
        </Labelled>
      </div>
      {leaving.length === 0 ? null : (
        <Labelled label={t("limits.channels")} hint={t("limits.channelsText")}>
          <ul className="flex flex-col gap-y-2">
            {leaving.map((channel) => {
              const cap = caps.channels[channel.id] ?? WITHOUT
              return (
                <li key={channel.id} className="flex flex-wrap items-center gap-2">
                  <Text size="small" className="w-40 min-w-0 break-words">
                    {label(channel.label)}
                  </Text>
                  {SPANS.map((span) => (
                    <span key={span} className="flex items-center gap-x-2">
                      <NumberInput
                        label={t(`limits.of.${span}`, { channel: label(channel.label) })}
                        whole
                        min={1}
                        max={MOST}
                        className="w-16"
                        value={cap[span] ?? undefined}
                        onChange={(n) => putChannel(channel.id, { ...cap, [span]: n ?? null })}
                      />
                      <Text size="small" className="text-ui-fg-subtle me-2">
                        {t(`limits.short.${span}`)}
                      </Text>
                    </span>
                  ))}
                </li>
              )
            })}
          </ul>
        </Labelled>
      )}
      <div className="grid gap-4 md:grid-cols-2">
        <ExemptPlans value={caps.exempt} onChange={(exempt) => put({ exempt })} />
        <Switched
          name={t("limits.byAddress")}
          text={t("limits.byAddressText")}
          on={caps.by_address}
          onSwitch={(by_address) => put({ by_address })}
        />
      </div>
    </div>
  )
}
