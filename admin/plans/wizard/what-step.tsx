import { Badge, Text } from "@medusajs/ui"
import { type CatalogueChannel, useChannels } from "../../api/catalogue"
import { useTemplate, useTemplates } from "../../api/templates"
import { Choose } from "../../form/choose"
import { ContentEditor } from "../../form/content-editor"
import { ContentPreview } from "../../form/content-preview"
import { useText } from "../../i18n/use-text"
import { Answer } from "../../page/states"
import { ChoiceCards } from "./choice-cards"
import type { StepProps } from "./plan-wizard"
import { StepTitle } from "./step-title"

const NOTHING = "nothing"

export function WhatStep({ answers, answer }: StepProps) {
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
                onChange={(id) =>
                  answer({ channel: id === NOTHING ? null : id, content: {}, template_id: undefined })
                }
              />
              {channel ? (
                <Content key={channel.id} channel={channel} answers={answers} answer={answer} />
              ) : null}
            </>
          )
        }}
      </Answer>
    </>
  )
}

function Content({ channel, answers, answer }: StepProps & { channel: CatalogueChannel }) {
  const { t } = useText()
  const templates = useTemplates({ channel: channel.id, limit: 100 })
  const chosen = useTemplate(answers.written === "template" ? answers.template_id : undefined)
  const list = templates.data?.templates ?? []
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_400px]">
      <div className="flex min-w-0 flex-col gap-y-4">
        <div className="flex items-center gap-2">
          <Choose
            label={t("wizard.what.written")}
            className="w-52"
            value={answers.written}
            options={[
              { value: "here", label: t("wizard.what.writeHere") },
              { value: "template", label: t("wizard.what.useTemplate"), disabled: list.length === 0 },
            ]}
            onChange={(written) => answer({ written: written as "here" | "template" })}
          />
          <Badge size="2xsmall">{t(`content.consent.${channel.consent}`)}</Badge>
        </div>
        {answers.written === "here" ? (
          <ContentEditor
            channel={channel}
            content={answers.content}
            onChange={(content) => answer({ content })}
          />
        ) : (
          <Choose
            size="base"
            label={t("content.template")}
            placeholder={t("rules.choose")}
            value={answers.template_id}
            options={list.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(template_id) => answer({ template_id })}
          />
        )}
        <Text size="xsmall" className="text-ui-fg-muted">
          {t("content.liquid")}
        </Text>
      </div>
      <ContentPreview
        channel={channel}
        content={answers.written === "here" ? answers.content : (chosen.data?.template.content ?? {})}
      />
    </div>
  )
}
