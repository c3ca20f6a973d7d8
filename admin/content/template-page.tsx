import { Trash } from "@medusajs/icons"
import { Button, Container, IconButton, Input, toast } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate, useParams } from "react-router-dom"
import { type CatalogueChannel, useChannels } from "../api/catalogue"
import {
  type Content,
  type Template,
  useDeleteTemplate,
  useSaveTemplate,
  useTemplate,
} from "../api/templates"
import { Choose } from "../form/choose"
import { ContentEditor } from "../form/content-editor"
import { ContentPreview } from "../form/content-preview"
import { filled } from "../form/json-schema"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { useConfirmed } from "../page/confirm"
import { ProblemList } from "../page/problem-list"
import { Section } from "../page/section"
import { Answer, Failed, LoadingPage } from "../page/states"
import { useUnsaved } from "../page/unsaved"

export function TemplateCreate() {
  const channels = useChannels()
  if (channels.isPending) return <LoadingPage />
  return <Answer asked={channels}>{({ channels }) => <Editor channels={channels} />}</Answer>
}

export function TemplatePage() {
  const { id } = useParams()
  const template = useTemplate(id)
  const channels = useChannels()
  if (template.isError) return <Failed error={template.error} retry={() => void template.refetch()} />
  if (!template.data || !channels.data) return <LoadingPage />
  return <Editor key={id} channels={channels.data.channels} template={template.data.template} />
}

function Editor({ channels, template }: { channels: CatalogueChannel[]; template?: Template }) {
  const { t, label } = useText()
  const go = useNavigate()
  const confirmed = useConfirmed()
  const [name, setName] = useState(template?.name ?? "")
  const [channelId, setChannel] = useState(template?.channel ?? channels[0]?.id ?? "")
  const [content, setContent] = useState<Content>(template?.content ?? {})
  const save = useSaveTemplate(template?.id)
  const del = useDeleteTemplate()
  const channel = channels.find((c) => c.id === channelId)

  const unsaved = useUnsaved({ name, channelId, content })

  const put = useAction(async () => {
    const saved = await save.mutateAsync({
      name: name.trim(),
      channel: channelId,
      content: filled(content) as Content,
    })
    toast.success(t("content.saved", { name: saved.template.name }))
    if (template) return unsaved.keep()
    unsaved.leave()
    await go(`/marketing/content/${saved.template.id}`)
    return LEFT
  }, "content.notSaved")
  const remove = async () => {
    if (!template) return
    const gone = await confirmed("content.delete", { name: template.name }, () =>
      del.mutateAsync(template.id),
    )
    if (!gone) return
    unsaved.leave()
    await go("/marketing/content")
  }

  return (
    <div className="flex flex-col gap-y-3">
      <Section
        level="h1"
        title={template?.name ?? t("content.new")}
        actions={
          <>
            <Button size="small" disabled={!name.trim()} isLoading={put.busy} onClick={() => put.run()}>
              {t("content.save")}
            </Button>
            {template ? (
              <IconButton
                size="small"
                variant="transparent"
                aria-label={t("content.delete.confirm")}
                onClick={() => void remove()}
              >
                <Trash />
              </IconButton>
            ) : null}
          </>
        }
      >
        <div className="grid gap-4 px-6 py-4 md:grid-cols-2">
          <Labelled label={t("content.name")}>
            {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
          </Labelled>
          <Labelled label={t("content.channel")}>
            {(id) => (
              <Choose
                id={id}
                value={channelId}
                options={channels.map((c) => ({
                  value: c.id,
                  label: label(c.label),
                  disabled: template !== undefined && c.id !== template.channel,
                }))}
                onChange={(chosen) => {
                  setChannel(chosen)
                  setContent({})
                }}
              />
            )}
          </Labelled>
        </div>
      </Section>
      {channel ? (
        <div className="grid items-start gap-3 lg:grid-cols-[1fr_420px]">
          <Container className="flex flex-col gap-y-4 px-6 py-4">
            <ContentEditor channel={channel} content={content} onChange={setContent} />
            <ProblemList problems={put.problems} />
          </Container>
          <ContentPreview channel={channel} content={content} />
        </div>
      ) : null}
    </div>
  )
}
