import { Input } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Problem } from "../../../src/core/problem"
import type { PlanType } from "../../api/plans"
import { Choose } from "../../form/choose"
import { FieldProblems } from "../../form/field-problems"
import { NumberInput } from "../../form/inputs"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { ChoiceCards } from "../wizard/choice-cards"
import { DaySet } from "./day-set"
import { NextFirings } from "./next-firings"
import { useScheduleText } from "./schedule-text"
import { EVERY, type Every, hasMissingDays, type Start, typeOf, WEEKDAYS } from "./start"

const WAYS: Start["how"][] = ["now", "at", "again", "event"]
const LONGEST_INTERVAL = 366
const DATES = Array.from({ length: 31 }, (_, index) => index + 1)

type Part = { start: Start; change: (part: Partial<Start>) => void; problems: Problem[] }

/** When a plan starts: at once, at a minute, or again and again; and below, when that is. */
export function ScheduleForm({
  start,
  onChange,
  problems,
  plan_id,
  only,
  children,
}: {
  start: Start
  onChange: (start: Start) => void
  problems: Problem[]
  /** Of a plan that is saved already. */
  plan_id?: string
  /** A plan that was published stays of its type. */
  only?: PlanType
  /** What is asked where something that happens starts it. */
  children?: ReactNode
}) {
  const { t } = useText()
  const part = { start, problems, change: (some: Partial<Start>) => onChange({ ...start, ...some }) }
  return (
    <div className="flex flex-col gap-y-6">
      <ChoiceCards
        label={t("wizard.when.title")}
        value={start.how}
        options={WAYS.filter((how) => !only || typeOf({ how }) === only).map((how) => ({
          value: how,
          label: t(`schedule.${how}`),
          text: t(`schedule.${how}Text`),
        }))}
        onChange={(how) => part.change({ how })}
      />
      {start.how === "at" ? <Once {...part} /> : null}
      {start.how === "again" ? <Again {...part} /> : null}
      {start.how === "event" ? children : null}
      {start.how === "event" ? <Between {...part} /> : null}
      <NextFirings start={start} plan_id={plan_id} />
    </div>
  )
}

function Once({ start, change, problems }: Part) {
  const { t } = useText()
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <Labelled label={t("wizard.when.time")} wrong={<FieldProblems problems={problems} path="at" />}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            value={start.at}
            onChange={(e) => change({ at: e.target.value.slice(0, 16) })}
          />
        )}
      </Labelled>
      <WhoseClock start={start} change={change} />
    </div>
  )
}

/** From when and until when something that happens lets people in. */
function Between({ start, change, problems }: Part) {
  const { t } = useText()
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <Labelled
        label={t("schedule.opens")}
        optional
        hint={t("schedule.opensText")}
        wrong={<FieldProblems problems={problems} path="from" />}
      >
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            value={start.opens}
            onChange={(e) => change({ opens: e.target.value.slice(0, 16) })}
          />
        )}
      </Labelled>
      <Labelled
        label={t("schedule.closes")}
        optional
        hint={t("schedule.closesText")}
        wrong={<FieldProblems problems={problems} path="to" />}
      >
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            value={start.closes}
            onChange={(e) => change({ closes: e.target.value.slice(0, 16) })}
          />
        )}
      </Labelled>
    </div>
  )
}

function Again(part: Part) {
  const { start, change, problems } = part
  const { t } = useText()
  return (
    <>
      <div className="grid gap-6 md:grid-cols-3">
        <Labelled label={t("schedule.every")} wrong={<FieldProblems problems={problems} path="interval" />}>
          <div className="flex items-center gap-x-2">
            <NumberInput
              label={t("schedule.interval")}
              whole
              min={1}
              max={LONGEST_INTERVAL}
              value={start.interval}
              onChange={(interval) => change({ interval })}
              className="w-20"
            />
            <Choose
              label={t("schedule.unit")}
              value={start.every}
              options={EVERY.map((every) => ({
                value: every,
                label: t(`schedule.units.${every}`, { count: start.interval ?? 1 }),
              }))}
              onChange={(every) => change({ every: every as Every })}
              className="w-32"
            />
          </div>
        </Labelled>
        <Labelled label={t("schedule.time")} wrong={<FieldProblems problems={problems} path="time" />}>
          {(id) => (
            <Input
              id={id}
              type="time"
              value={start.time}
              onChange={(e) => change({ time: e.target.value.slice(0, 5) })}
            />
          )}
        </Labelled>
        <WhoseClock start={start} change={change} />
      </div>
      <Days {...part} />
      <div className="grid gap-6 md:grid-cols-3">
        <Labelled
          label={t("schedule.from")}
          optional
          hint={t("schedule.fromText")}
          wrong={<FieldProblems problems={problems} path="from" />}
        >
          {(id) => (
            <Input
              id={id}
              type="date"
              value={start.from}
              onChange={(e) => change({ from: e.target.value })}
            />
          )}
        </Labelled>
        <Labelled
          label={t("schedule.to")}
          optional
          hint={t("schedule.toText")}
          wrong={<FieldProblems problems={problems} path="to" />}
        >
          {(id) => (
            <Input id={id} type="date" value={start.to} onChange={(e) => change({ to: e.target.value })} />
          )}
        </Labelled>
        {hasMissingDays(start) ? (
          <Labelled label={t("schedule.missing")} hint={t("schedule.missingText")}>
            {(id) => (
              <Choose
                id={id}
                value={start.missing_day}
                options={[
                  { value: "last", label: t("schedule.last") },
                  { value: "skip", label: t("schedule.skip") },
                ]}
                onChange={(missing_day) => change({ missing_day: missing_day as Start["missing_day"] })}
              />
            )}
          </Labelled>
        ) : null}
      </div>
    </>
  )
}

function Days({ start, change, problems }: Part) {
  const { t } = useText()
  const { weekday } = useScheduleText()
  if (start.every === "day") return null
  const wrong = <FieldProblems problems={problems} path="on" />
  return start.every === "week" ? (
    <Labelled label={t("schedule.weekdays")} wrong={wrong}>
      <DaySet
        label={t("schedule.weekdays")}
        days={WEEKDAYS}
        nameOf={(day) => ({ short: weekday(day), long: weekday(day, "long") })}
        chosen={start.weekdays}
        onChange={(weekdays) => change({ weekdays })}
      />
    </Labelled>
  ) : (
    <Labelled label={t("schedule.dates")} wrong={wrong}>
      <DaySet
        className="max-w-[700px]"
        label={t("schedule.dates")}
        days={DATES}
        nameOf={(date) => ({ short: String(date), long: String(date) })}
        chosen={start.dates}
        onChange={(dates) => change({ dates })}
      />
    </Labelled>
  )
}

function WhoseClock({ start, change }: Pick<Part, "start" | "change">) {
  const { t } = useText()
  return (
    <Labelled
      label={t("schedule.clock")}
      hint={t(start.zone === "store" ? "schedule.storeText" : "schedule.customerText")}
    >
      {(id) => (
        <Choose
          id={id}
          value={start.zone}
          options={[
            { value: "store", label: t("schedule.store") },
            { value: "customer", label: t("schedule.customer") },
          ]}
          onChange={(zone) => change({ zone: zone as Start["zone"] })}
        />
      )}
    </Labelled>
  )
}
