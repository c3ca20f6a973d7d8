import { Badge, Text } from "@medusajs/ui"
import type { Problem } from "../../../src/core/problem"
import type { CatalogueChannel } from "../../api/catalogue"
import { useTemplate, useTemplates } from "../../api/templates"
import { LONGEST_LIST } from "../../api/things"
import { Choose } from "../../form/choose"
import { ContentEditor } from "../../form/content-editor"
import { ContentPreview } from "../../form/content-preview"
import { FieldProblems } from "../../form/field-problems"
import { Labelled } from "../../form/labelled"
import { OneThing } from "../../form/thing-picker"
import { useText } from "../../i18n/use-text"
import { useProblemText } from "../../page/problem-text"
import type { Message } from "./answers"

/** One message: written here or taken from the library, with what a customer will read beside it. */
export function MessageEditor({
  channel,
  message,
  onChange,
  problems,
  path,
}: {
  channel: CatalogueChannel
  message: Message
  onChange: (message: Message) => void
  problems: Problem[]
  /** What the problems' paths begin with. */
  path: string
}) {
  const { t } = useText()
  const textOf = useProblemText()
  const templates = useTemplates({ channel: channel.id, limit: LONGEST_LIST })
  const chosen = useTemplate(message.written === "template" ? message.template_id : undefined)
  const list = templates.data?.templates ?? []
  const wrong = Object.fromEntries(
    problems
      .filter((problem) => problem.path.startsWith(`${path}.content.`))
      .map((problem) => [problem.path.slice(`${path}.content.`.length), textOf(problem, true)]),
  )
  const put = (change: Partial<Message>) => {
    const { written, content, template_id } = { ...message, ...change }
    onChange({ written, content, template_id })
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_400px]">
      <div className="flex min-w-0 flex-col gap-y-4">
        <div className="flex items-center gap-2">
          <Choose
            label={t("wizard.what.written")}
            className="w-52"
            value={message.written}
            options={[
              { value: "here", label: t("wizard.what.writeHere") },
              { value: "template", label: t("wizard.what.useTemplate"), disabled: list.length === 0 },
            ]}
            onChange={(written) => put({ written: written as Message["written"] })}
          />
          <Badge size="2xsmall">{t(`content.consent.${channel.consent}`)}</Badge>
        </div>
        {message.written === "here" ? (
          <ContentEditor
            channel={channel}
            content={message.content}
            onChange={(content) => put({ content })}
            wrong={wrong}
          />
        ) : (
          <Labelled
            label={t("content.template")}
            wrong={<FieldProblems problems={problems} path={`${path}.template_id`} />}
          >
            {(id) =>
              (templates.data?.count ?? 0) > LONGEST_LIST ? (
                <OneThing
                  source="message_template"
                  only={{ channel: channel.id }}
                  label={t("rules.choose")}
                  id={message.template_id}
                  onChange={(template_id) => put({ template_id })}
                />
              ) : (
                <Choose
                  id={id}
                  placeholder={t("rules.choose")}
                  value={message.template_id}
                  options={list.map((one) => ({ value: one.id, label: one.name }))}
                  onChange={(template_id) => put({ template_id })}
                />
              )
            }
          </Labelled>
        )}
        <FieldProblems problems={problems} path={path} />
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("content.liquid")}
        </Text>
      </div>
      <ContentPreview
        channel={channel}
        content={message.written === "here" ? message.content : (chosen.data?.template.content ?? {})}
      />
    </div>
  )
}
