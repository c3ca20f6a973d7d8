// What the pictures show: pages of a demo store, some of them with something opened or chosen, and what has to be made for them.
import { StartError } from "./start-error.mjs"

const DRAWN = "Abandoned cart"
const NEXT = "Birthday greeting"
const KEPT = "Our way to win carts back"
/** A file of an old shop, with two lines that cannot be taken. */
const OLD_SHOP = {
  name: "old-shop-orders.csv",
  text: `order_id,email,placed_at,product,category,quantity,amount,currency,season
1001,maria@old-shop.test,2024-11-02 10:15,Beech chair,Chairs,4,516.00,EUR,autumn
1001,maria@old-shop.test,2024-11-02 10:15,Linen cushion,Textiles,4,96.00,EUR,autumn
1002,joao@old-shop.test,2024-11-30 18:40,Garden lamp,Lamps,1,89.90,EUR,winter
1003,maria@old-shop.test,31.02.2025,Garden lamp,Lamps,1,89.90,EUR,winter
1004,anna@old-shop.test,2025-04-19 09:05,Rake,Garden,1,24.5o,EUR,spring
1005,anna@old-shop.test,2025-05-01 12:30,Rake,Garden,1,24.50,EUR,spring
`,
}

/**
 * The pages by the names of their pictures: where each is, what is done on it (`act`, with the texts of its language), and what
 * stands in the store meanwhile (`enter`, `leave`).
 */
export async function mainPages(ask) {
  const { plans } = await ask("marketing/plans?limit=50")
  const plan = plans.find((one) => one.state === "ended") ?? plans[0]
  const { segments } = await ask("marketing/segments?limit=1")
  if (!plan || !segments[0]) throw new StartError("The store has no plan or no segment to show.")
  const drawn = plans.find((one) => one.name === DRAWN) ?? (await fromTemplate(ask, "abandoned-cart", DRAWN))
  const { plan: draft } = await ask(`marketing/plans/${drawn.id}`)
  const next = plans.find((one) => one.name === NEXT) ?? (await drawAnew(ask))
  const { people } = await ask(`marketing/plans/${plan.id}/report/people?status=ordered&limit=1`)
  const person = people[0]?.customer_id
  const { imports } = await ask("marketing/imports?limit=50")
  const trial = imports.find((one) => one.file_name === OLD_SHOP.name) ?? (await tryOldShop(ask))
  const at = `/marketing/plans/${draft.id}`
  const ahead = await once(ask, `marketing/plans/${plan.id}/pre-run`, "pre_runs", "pre_run", {})
  const replay = await once(ask, `marketing/plans/${draft.id}/replay`, "replays", "replay", { days: 30 })
  await keepTemplate(ask, draft)
  return {
    overview: { route: "/marketing" },
    segments: { route: "/marketing/segments" },
    "segment-gallery": { route: "/marketing/segments/templates" },
    "segment-editor": { route: `/marketing/segments/${segments[0].id}` },
    "segment-insight": { route: `/marketing/segments/${segments[0].id}?tab=insight` },
    plans: { route: "/marketing/plans" },
    "plan-gallery": { route: "/marketing/plans/templates" },
    wizard: { route: `/marketing/plans/create?segment_id=${segments[0].id}` },
    "wizard-triggered": {
      route: `/marketing/plans/create?segment_id=${segments[0].id}`,
      act: whenSomethingHappens,
    },
    "plan-editor": { route: at },
    "plan-history": {
      route: `/marketing/plans/${next.id}?canvas=draft`,
      act: (page) => pressOnCanvas(page, "h"),
    },
    "plan-presentation": { route: at, act: (page) => pressOnCanvas(page, "Shift+P") },
    "plan-compared-cards": { route: at, act: (page, words) => compareMails(page, words, draft) },
    "plan-own-template": { route: at, act: saveTemplate },
    "plan-own-templates": { route: `/marketing/plans/templates?q=${encodeURIComponent(KEPT)}` },
    "plan-changes": { route: `/marketing/plans/${next.id}?canvas=draft` },
    "plan-review": { route: `/marketing/plans/${next.id}?review=open`, ...underReview(ask, next) },
    "plan-pre-run": { route: `/marketing/plans/${plan.id}?pre-run=${ahead.no}` },
    "plan-replay": { route: `${at}?pre-run=${replay.no}`, act: toFigures },
    ...(person ? { "plan-test": { route: `${at}?test=${(await testedBy(ask, draft, person)).no}` } } : {}),
    "plan-canvas": { route: `/marketing/plans/${plan.id}` },
    "plan-report": { route: `/marketing/plans/${plan.id}?tab=report` },
    ...Object.fromEntries(
      ["people", "runs", "versions", "log"].map((tab) => [
        `plan-${tab}`,
        { route: `/marketing/plans/${plan.id}?tab=${tab}` },
      ]),
    ),
    "plan-settings": { route: `${at}?tab=settings` },
    ...(person ? { "plan-path": { route: `/marketing/plans/${plan.id}/people/${person}` } } : {}),
    imports: { route: "/marketing/imports" },
    import: { route: `/marketing/imports/${trial.id}` },
    benefits: { route: "/marketing/benefits" },
    lifecycle: { route: "/settings/marketing" },
    health: { route: "/settings/marketing/health" },
    ...(person ? { customer: { route: `/customers/${person}` } } : {}),
  }
}

/** A draft to be seen in the editor, made from a ready plan. */
async function fromTemplate(ask, template, name) {
  const { plan } = await ask(`marketing/plan-templates/${template}/fill`, { values: {} })
  return (await ask("marketing/plans", { ...plan, name })).plan
}

/** A plan that runs, with a draft beside it that says something else: a card is new, one is gone and one is changed. */
async function drawAnew(ask) {
  const made = await fromTemplate(ask, "birthday", NEXT)
  const { plan } = await ask(`marketing/plans/${made.id}/publish`, { revision: made.revision })
  const [first, present, ...others] = plan.canvas.nodes
  const mail = others.find((node) => node.kind.startsWith("message:"))
  const { x, y } = present.position
  const rest = {
    id: "rest",
    kind: "wait",
    settings: { amount: 2, unit: "hours" },
    position: { x, y: y + 180 },
  }
  const earlier = { ...first, settings: { ...first.settings, days_before: 3 } }
  const canvas = {
    nodes: [earlier, rest, ...others],
    edges: [
      ...plan.canvas.edges.filter((edge) => ![edge.from, edge.to].includes(present.id)),
      { from: first.id, to: rest.id },
      { from: rest.id, to: mail.id },
    ],
  }
  return (await ask(`marketing/plans/${plan.id}`, { canvas, revision: plan.revision })).plan
}

/** The newest that is kept of a plan, or the first one. */
async function once(ask, route, list, one, asked) {
  const kept = (await ask(route))[list]
  return kept[0] ?? (await ask(route, asked))[one]
}

async function keepTemplate(ask, { id: plan_id }) {
  const { plan_templates } = await ask("marketing/plan-templates")
  if (plan_templates.some(({ label }) => label.en === KEPT)) return
  const description = "Two letters after a cart was left, the second with a coupon."
  await ask("marketing/plan-templates", { plan_id, name: KEPT, description, parameters: [] })
}

/** Somebody's way through the draft, to its end. */
async function testedBy(ask, { id }, customer_id) {
  const { tests } = await ask(`marketing/plans/${id}/test`)
  if (tests[0]) return tests[0]
  const { test } = await ask(`marketing/plans/${id}/test`, { customer_id, pause_s: 0, events: "timeout" })
  return until(async () => {
    const { test: now } = await ask(`marketing/plans/${id}/test/${test.no}`)
    return now.state === "going" ? null : now
  })
}

/** Approval is on while the picture is taken, with somebody to approve and something to look at. */
function underReview(ask, { id }) {
  const switched = (on, approvers) => ask("marketing/settings", { approval: { on, approvers } })
  return {
    enter: async () => {
      const { user } = await ask("users/me")
      await switched(true, [user.id])
      await ask(`marketing/plans/${id}/submit`, {
        note: "Three days earlier, so that there is time to come.",
      })
    },
    leave: () => switched(false, []),
  }
}

async function pressOnCanvas(page, key) {
  await page.locator(".react-flow__node-card").first().waitFor()
  await page.locator(".react-flow__pane").click({ position: { x: 12, y: 12 } })
  await page.keyboard.press(key)
}

/** By the list of all commands, where each is found by its name. */
async function command(page, words, id) {
  await page.keyboard.press("ControlOrMeta+k")
  await page.keyboard.type(words.editor.commands[id])
  await page.keyboard.press("Enter")
}

/** The first two mails of a plan. */
async function compareMails(page, words, { canvas }) {
  const [one, other] = canvas.nodes.filter((node) => node.kind === "message:email")
  await page.locator(`.react-flow__node[data-id="${one.id}"]`).click()
  await page.locator(`.react-flow__node[data-id="${other.id}"]`).click({ modifiers: ["ControlOrMeta"] })
  await command(page, words, "compare")
  await page.getByRole("dialog").waitFor()
}

/** The wizard's fourth step, with something that happens chosen. */
async function whenSomethingHappens(page, words) {
  const next = page.getByRole("button", { name: words.wizard.next })
  await page.getByLabel(words.plans.name, { exact: true }).fill(NEXT)
  await next.click()
  await page.getByLabel(words.settings.subject).fill("…")
  await page.getByLabel(words.settings.html).fill("<p>…</p>")
  await next.click()
  await page.getByRole("heading", { name: words.wizard.benefit.title }).waitFor()
  await next.click()
  await page.getByRole("radio", { name: words.schedule.event }).click()
  await page.getByRole("combobox", { name: words.wizard.when.what }).click()
  await page.getByRole("option").first().click()
  await page.getByRole("radio", { name: words.schedule.event }).scrollIntoViewIfNeeded()
}

async function saveTemplate(page, words) {
  await pressOnCanvas(page, "f")
  await command(page, words, "template")
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("checkbox").first().click()
}

/** What a replay found in the middle of the window, below its canvas. */
async function toFigures(page, words) {
  const figures = page.getByRole("heading", { name: words.replay.result })
  await figures.evaluate((heading) => heading.scrollIntoView({ block: "center" }))
}

/** A file that is tried out, which writes nothing. */
async function tryOldShop(ask) {
  const form = new FormData()
  form.set("kind", "purchases")
  form.set("dry_run", "true")
  form.set("file", new Blob([OLD_SHOP.text], { type: "text/csv" }), OLD_SHOP.name)
  const { import: made } = await ask("marketing/imports", form)
  return until(async () => {
    const { import: now } = await ask(`marketing/imports/${made.id}`)
    return now.state === "done" || now.state === "failed" ? now : null
  })
}

async function until(look) {
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
