import type { RfmClass } from "../core/lifecycle/rfm"
import type { Stage } from "../core/lifecycle/stage"
import { defineSegmentTemplate } from "../extension/segment-template"
import { number } from "./parameters"

const group = { id: "lifecycle", label: { en: "Lifecycle and RFM", zhCN: "生命周期与 RFM" } }
type Text = [en: string, zhCN: string]

const template = (id: string, label: Text, explanation: Text, fact: string, values: string[]) =>
  defineSegmentTemplate({
    id,
    group,
    label: { en: label[0], zhCN: label[1] },
    explanation: { en: explanation[0], zhCN: explanation[1] },
    parameters: [],
    rule: () =>
      values.length === 1 ? { fact, op: "is", value: values[0] } : { fact, op: "in", value: values },
  })

const inStage = (stage: Stage, label: Text, explanation: Text) =>
  template(`stage-${stage.replace("_", "-")}`, label, explanation, "lifecycle.stage", [stage])
const inClass = (id: string, classes: RfmClass[], label: Text, explanation: Text) =>
  template(`rfm-${id}`, label, explanation, "lifecycle.rfm_class", classes)

/** Where people stand with the store, as it is computed every night by the thresholds of the settings. */
export const lifecycle = [
  inStage(
    "new",
    ["Stage: new", "阶段：新客户"],
    ["Bought for the first time lately: welcome them.", "近期首次购买的客户，适合欢迎关怀。"],
  ),
  inStage(
    "active",
    ["Stage: active", "阶段：活跃客户"],
    ["Buy again and again, the last time lately.", "持续购买且近期有购买的客户。"],
  ),
  inStage(
    "at_risk",
    ["Stage: at risk", "阶段：有流失风险"],
    ["Have not bought for as long as the settings call a risk.", "未购买时间已达到设置中的流失风险阈值。"],
  ),
  inStage(
    "lapsed",
    ["Stage: lapsed", "阶段：已流失"],
    ["Have not bought for as long as the settings call lapsed.", "未购买时间已达到设置中的流失阈值。"],
  ),
  defineSegmentTemplate({
    id: "hot-leads",
    group,
    label: { en: "Hot leads", zhCN: "高分线索" },
    explanation: {
      en: "Never bought, and what they did lately gives them a high lead score.",
      zhCN: "从未购买，但近期行为使其线索评分较高。",
    },
    parameters: [number("score", ["Lead score from", "线索评分不低于"], 50, { min: 1, max: 100 })],
    rule: (values) => ({
      all: [
        { fact: "lifecycle.stage", op: "is", value: "lead" },
        { fact: "lifecycle.lead_score", op: "gte", value: values.score },
      ],
    }),
  }),
  template(
    "intent-high",
    ["About to buy", "高购买意向"],
    [
      "Their lead score is high, whether they bought before or not.",
      "无论是否购买过，当前线索评分较高的客户。",
    ],
    "lifecycle.intent",
    ["high"],
  ),
  inClass(
    "champions",
    ["champions"],
    ["RFM: champions", "RFM：冠军客户"],
    ["Bought lately, often and for much: the best there are.", "购买近、频次高、金额高的最佳客户。"],
  ),
  inClass(
    "loyal",
    ["loyal", "potential_loyal"],
    ["RFM: loyal and becoming so", "RFM：忠诚与潜在忠诚"],
    ["Come back, or are about to become loyal.", "经常回购或有望成为忠诚客户。"],
  ),
  inClass(
    "promising",
    ["recent", "promising"],
    ["RFM: recent and promising", "RFM：近期新客与有潜力"],
    ["Bought lately, but seldom and little so far.", "近期购买，但频次和金额尚低。"],
  ),
  inClass(
    "at-risk",
    ["at_risk", "need_attention", "about_to_sleep"],
    ["RFM: at risk", "RFM：有流失风险"],
    ["Used to be good customers and come less now.", "曾是优质客户，如今购买减少。"],
  ),
  inClass(
    "cannot-lose",
    ["cannot_lose"],
    ["RFM: cannot lose them", "RFM：不可失去"],
    ["Spent the most and have been away for long: call them.", "消费很高却久未购买，值得专人联系。"],
  ),
  inClass(
    "hibernating",
    ["hibernating", "lost"],
    ["RFM: hibernating and lost", "RFM：休眠与流失"],
    ["Bought long ago, seldom and little.", "很久以前购买过，频次和金额都低。"],
  ),
]
