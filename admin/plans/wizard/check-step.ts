import type { Problem } from "../../../src/core/problem"
import type { CatalogueBenefit, CatalogueChannel, CatalogueKind } from "../../api/catalogue"
import { checkValues, needed, problemAt } from "../../form/check-values"
import { filled } from "../../form/json-schema"
import { checkGoals } from "../goal"
import { checkStart } from "../schedule/start"
import { unreadSettings } from "../unread-settings"
import type { Answers, Message, Step } from "./answers"

export type Known = { channels: CatalogueChannel[]; benefits: CatalogueBenefit[]; kinds: CatalogueKind[] }

/** What keeps one from going on, as far as it can be told without asking the server. Paths name the field. */
export function checkStep(step: Step, answers: Answers, known: Known): Problem[] {
  switch (step) {
    case "who":
      return [
        ...(answers.name.trim() ? [] : [needed("name")]),
        ...(answers.who === "segment" && !answers.segment_id ? [needed("segment_id")] : []),
        ...(answers.who === "reps" && answers.reps.length === 0 ? [needed("reps")] : []),
      ]
    case "what":
      return checkWhat(answers, known)
    case "benefit":
      return checkBenefits(answers, known)
    case "when":
      return [
        ...checkStart(answers.start),
        ...checkTrigger(answers, known),
        ...checkGoals(answers.goals),
        ...unreadSettings({ ...answers, do_not_disturb: answers.disturb }),
      ]
    default:
      return []
  }
}

function checkTrigger({ start, trigger }: Answers, { kinds }: Known): Problem[] {
  if (start.how !== "event") return []
  const kind = kinds.find(({ id }) => id === trigger.kind)
  return kind ? checkValues(kind.settings, filled(trigger.settings), "trigger") : [needed("trigger.kind")]
}

const WAIT = { type: "integer", minimum: 1 }
const SHARE = { type: "integer", minimum: 1, maximum: 99 }

function checkWhat({ channel: id, message, wait, second }: Answers, { channels }: Known): Problem[] {
  const channel = channels.find((one) => one.id === id)
  return [
    ...(wait ? checkValues({ properties: { amount: WAIT }, required: ["amount"] }, wait, "wait") : []),
    ...(channel ? checkMessage(channel, message, "message") : []),
    ...(channel && second
      ? [
          ...checkMessage(channel, second, "second"),
          ...checkValues({ properties: { share: SHARE }, required: ["share"] }, second, "second"),
        ]
      : []),
  ]
}

function checkMessage(channel: CatalogueChannel, message: Message, path: string): Problem[] {
  if (message.written === "template") return message.template_id ? [] : [needed(`${path}.template_id`)]
  return checkValues(channel.content, filled(message.content), `${path}.content`)
}

function checkBenefits({ channel, benefits: chosen }: Answers, { benefits }: Known): Problem[] {
  const ids = Object.keys(chosen)
  if (channel === null && ids.length === 0) return [problemAt("benefits", "form/nothing", "Nothing happens.")]
  return benefits
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, settings }) => checkValues(settings, filled(chosen[id] ?? {}), `benefits.${id}`))
}
