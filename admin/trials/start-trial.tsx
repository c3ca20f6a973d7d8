import { Text } from "@medusajs/ui"
import { useState } from "react"
import { LONGEST_PAUSE_S, TRIAL_EVENTS, TRIAL_WAYS } from "../../src/core/trial/trial"
import { useKinds } from "../api/catalogue"
import type { Plan } from "../api/plans"
import { type NewTrial, type TrialPerson, useStartTrial, useTestCustomers } from "../api/trials"
import { CustomerSearch, customerName } from "../customer/customer-search"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { AddressesInput, useAddresses } from "./addresses-input"
import { TestPerson } from "./test-person"

type Given = Omit<NewTrial, "customer_id" | "to">
const USUAL: Given = { pause_s: 3, events: "timeout", ways: "facts", calls: false }

/** Whom to put in, where messages go, and how the test goes on by itself. What it does not do is said first. */
export function StartTrial({
  plan,
  onStarted,
  onClose,
}: {
  plan: Plan
  onStarted: (no: number) => void
  onClose: () => void
}) {
  const { t, label } = useText()
  const kinds = useKinds().data?.kinds ?? []
  const [person, choose] = useState<TrialPerson | null>(null)
  const addresses = useAddresses()
  const [given, set] = useState<Given>(USUAL)
  const change = (part: Partial<Given>) => set((before) => ({ ...before, ...part }))
  const { mutateAsync } = useStartTrial(plan.id)
  const kindOf = (id: string) => kinds.find((kind) => kind.id === id)
  const entries = plan.canvas.nodes.filter(({ kind }) => kindOf(kind)?.entry)
  const start = async () => {
    const { test } = await mutateAsync({ ...given, to: addresses.all, customer_id: person?.id ?? "" })
    onStarted(test.no)
  }
  return (
    <ActionDrawer
      title={t("trial.startTitle")}
      text={t("trial.startText")}
      verb={t("trial.begin")}
      ready={person !== null}
      act={start}
      failed="trial.notStarted"
      onClose={onClose}
    >
      <ChoosePerson person={person} onChoose={choose} />
      <Labelled label={t("trial.to")} hint={t(person?.is_test ? "trial.toTester" : "trial.toText")}>
        {(id) => <AddressesInput id={id} addresses={addresses} />}
      </Labelled>
      {entries.length > 1 ? (
        <Labelled label={t("trial.entry")}>
          {(id) => (
            <Choose
              id={id}
              value={given.entry ?? entries[0]?.id}
              options={entries.map(({ id, name, kind }) => ({
                value: id,
                label: name || label(kindOf(kind)?.label) || kind,
              }))}
              onChange={(entry) => change({ entry })}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={t("trial.pause")} hint={t("trial.pauseText")}>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={0}
            max={LONGEST_PAUSE_S}
            value={given.pause_s}
            onChange={(pause_s) => change({ pause_s: pause_s ?? 0 })}
          />
        )}
      </Labelled>
      <Labelled label={t("trial.events")}>
        {(id) => (
          <Choose
            id={id}
            value={given.events}
            options={TRIAL_EVENTS.map((value) => ({ value, label: t(`trial.eventsAre.${value}`) }))}
            onChange={(events) => change({ events: events as Given["events"] })}
          />
        )}
      </Labelled>
      <Labelled label={t("trial.ways")}>
        {(id) => (
          <Choose
            id={id}
            value={given.ways}
            options={TRIAL_WAYS.map((value) => ({ value, label: t(`trial.waysAre.${value}`) }))}
            onChange={(ways) => change({ ways: ways as Given["ways"] })}
          />
        )}
      </Labelled>
      {plan.canvas.nodes.some(({ kind }) => kind === "webhook") ? (
        <Switched
          name={t("trial.calls")}
          text={t("trial.callsText")}
          on={given.calls}
          onSwitch={(calls) => change({ calls })}
        />
      ) : null}
    </ActionDrawer>
  )
}

/** One of the test customers with a click, or anybody else by name. */
function ChoosePerson({
  person,
  onChoose,
}: {
  person: TrialPerson | null
  onChoose: (person: TrialPerson | null) => void
}) {
  const { t } = useText()
  const testers = useTestCustomers().data?.test_customers ?? []
  if (person) return <TestPerson person={person} onOther={() => onChoose(null)} />
  return (
    <Labelled label={t("trial.person")}>
      {testers.length > 0 ? (
        <ul
          aria-label={t("trial.testers")}
          className="border-ui-border-base divide-y overflow-hidden rounded-md border"
        >
          {testers.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="hover:bg-ui-bg-base-hover flex w-full items-center justify-between gap-4 px-3 py-2 text-start"
                onClick={() => onChoose(one)}
              >
                <Text size="small" leading="compact" weight="plus" className="truncate">
                  {one.name ?? one.email ?? one.id}
                </Text>
                <Text size="small" leading="compact" className="text-ui-fg-subtle truncate">
                  {one.email}
                </Text>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <Text size="small" className="text-ui-fg-subtle">
          {t("trial.noTesters")}
        </Text>
      )}
      <CustomerSearch
        onChoose={(found) => {
          const { id, email } = found
          const is_test = testers.some((one) => one.id === id)
          onChoose({ id, email, name: customerName(found), is_test })
        }}
      />
    </Labelled>
  )
}
