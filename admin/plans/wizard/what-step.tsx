import type { ComponentProps, ReactNode } from "react"
import { useChannels } from "../../api/catalogue"
import { Choose } from "../../form/choose"
import { FieldProblems } from "../../form/field-problems"
import { NumberInput } from "../../form/inputs"
import { Labelled } from "../../form/labelled"
import { Switched } from "../../form/switched"
import { useText } from "../../i18n/use-text"
import { Answer } from "../../page/states"
import { noMessage, onChannel, WAIT_UNITS } from "./answers"
import { ChoiceCards } from "./choice-cards"
import { MessageEditor } from "./message-editor"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

const NOTHING = "nothing"

export function WhatStep(props: StepProps) {
  const { answers, answer, problems } = props
  const { t, label } = useText()
  const channels = useChannels()
  return (
    <>
      <StepTitle step="what" />
      <Answer asked={channels}>
        {({ channels }) => {
          const channel = channels.find((c) => c.id === answers.channel)
          return (
            <>
              <ChoiceCards
                label={t("wizard.what.channel")}
                value={answers.channel ?? NOTHING}
                options={[
                  ...channels
                    .filter((c) => c.available !== false)
                    .map((c) => ({ value: c.id, label: label(c.label), text: label(c.explanation) })),
                  { value: NOTHING, label: t("wizard.what.nothing"), text: t("wizard.what.nothingText") },
                ]}
                onChange={(id) => answer(onChannel(answers, id === NOTHING ? null : id))}
              />
              {channel ? (
                <MessageEditor
                  key={channel.id}
                  channel={channel}
                  message={answers.message}
                  onChange={(message) => answer({ message })}
                  problems={problems}
                  path="message"
                />
              ) : null}
              <Waiting {...props} />
              {channel ? (
                <Extra
                  name={t("wizard.what.second")}
                  text={t("wizard.what.secondText")}
                  on={answers.second !== null}
                  onSwitch={(on) => answer({ second: on ? { ...noMessage, share: 50 } : null })}
                >
                  {answers.second ? <Second {...props} channel={channel} second={answers.second} /> : null}
                </Extra>
              ) : null}
            </>
          )
        }}
      </Answer>
    </>
  )
}

function Waiting({ answers: { wait }, answer, problems }: StepProps) {
  const { t } = useText()
  return (
    <Extra
      name={t("wizard.what.wait")}
      text={t("wizard.what.waitText")}
      on={wait !== null}
      onSwitch={(on) => answer({ wait: on ? { amount: 1, unit: "days" } : null })}
    >
      {wait ? (
        <>
          <div className="flex items-center gap-1.5">
            <NumberInput
              label={t("wizard.what.waitAmount")}
              whole
              min={1}
              value={wait.amount}
              onChange={(amount) => answer({ wait: { ...wait, amount } })}
            />
            <Choose
              label={t("rules.unit")}
              className="w-28"
              value={wait.unit}
              options={WAIT_UNITS.map((unit) => ({ value: unit, label: t(`rules.units.${unit}`) }))}
              onChange={(unit) => answer({ wait: { ...wait, unit: unit as typeof wait.unit } })}
            />
          </div>
          <FieldProblems problems={problems} path="wait.amount" />
        </>
      ) : null}
    </Extra>
  )
}

function Second({
  answer,
  problems,
  channel,
  second,
}: StepProps & {
  channel: Parameters<typeof MessageEditor>[0]["channel"]
  second: NonNullable<StepProps["answers"]["second"]>
}) {
  const { t } = useText()
  return (
    <>
      <Labelled
        label={t("wizard.what.share")}
        wrong={<FieldProblems problems={problems} path="second.share" />}
      >
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={1}
            max={99}
            value={second.share}
            onChange={(share) => answer({ second: { ...second, share } })}
          />
        )}
      </Labelled>
      <MessageEditor
        channel={channel}
        message={second}
        onChange={(message) => answer({ second: { ...second, ...message } })}
        problems={problems}
        path="second"
      />
    </>
  )
}

/** Something one may add: off, it asks nothing. */
function Extra({ children, ...offer }: ComponentProps<typeof Switched> & { children: ReactNode }) {
  return (
    <section aria-label={offer.name} className="border-ui-border-base flex flex-col gap-y-4 border-t pt-6">
      <Switched {...offer} />
      {children}
    </section>
  )
}
