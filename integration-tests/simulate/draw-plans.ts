import type { Dice } from "./chance"
import { nextDay } from "./clocks"
import { type Condition, sinceCards } from "./conditions"
import { type Edge, type Node, ruleOf, type Sketch } from "./plan-in-model"

/** What a drawn plan may speak of: things that are there, and some that are its own, so that no two plans race for them. */
export type Around = {
  today: string
  /** What the store reads off its own rows, and what a browser says. */
  deeds: string[]
  told: string[]
  tags: string[]
  lists: string[]
  segments: string[]
  template: string
  own: { tag: string; attribute: string; list: string }
  /** Lists that plans fill. */
  filled: string[]
  /** Codes of the store's promotions. */
  codes: string[]
  /** A channel whose provider does not recognise what it was given before. */
  channels: [kind: string, content: Record<string, unknown>][]
  /** One of which nobody gets more than one message a day, where no other plan uses it. */
  capped: [kind: string, content: Record<string, unknown>] | null
  /** Minutes that no other plan waits: what follows them happens at a moment of its own. */
  minutes: number
}

/** A random plan that the check accepts: its nodes are drawn from the ends towards the entry. */
export function drawPlan(dice: Dice, around: Around): Sketch {
  const { one, happens, between, weighted } = dice
  const type = weighted({ one_time: 3, recurring: 2, triggered: 4 })
  const nodes: Node[] = []
  const edges: Edge[] = []
  /** Somebody may be in a recurring plan twice at once; what is the plan's own would then be a race with oneself. */
  const alone = type !== "recurring"
  const isTold = type === "triggered" && happens(0.4)
  const waysOut = new Map<string, string[]>()
  const sides = (n: number) => Array.from({ length: n }, (_, index) => index)

  const add = (kind: string, settings: Record<string, unknown>, ports: string[] = ["out"]): string => {
    const id = `${kind.replace(/[^a-z]/g, "_")}${nodes.length}`
    // Of the nodes that are there already some lead on, the later ones rather; a way may also end here.
    const behind = nodes.filter((node) => node.kind !== "goal").map((node) => node.id)
    for (const port of ports) {
      const near = behind.slice(-3)
      if (near.length > 0 && !happens(0.12))
        edges.push({ from: id, port, to: happens(0.7) ? near.at(-1)! : one(near), input: "in" })
    }
    nodes.push({ id, kind, settings })
    waysOut.set(id, ports)
    return id
  }

  const condition = (inside: boolean, depth = 0): Condition => {
    if (depth < 2 && happens(0.25))
      return { all: [condition(inside, depth + 1), condition(inside, depth + 1)] }
    if (depth < 2 && happens(0.2))
      return { any: [condition(inside, depth + 1), condition(inside, depth + 1)] }
    if (depth < 2 && happens(0.2)) return { not: condition(inside, depth + 1) }
    const what = weighted({ tag: 3, did: 3, segment: 2, own: alone && inside ? 2 : 0 })
    if (what === "tag") return { fact: "profile.tags", op: "has_any", value: [one(around.tags)] }
    if (what === "segment") return { in_segment: one([...around.segments, ...around.lists]) }
    if (what === "own")
      return happens(0.5)
        ? { fact: "profile.tags", op: "has_any", value: [around.own.tag] }
        : { fact: `profile.attributes.${around.own.attribute}`, op: "is", value: one(["a", "b"]) }
    const window =
      inside && happens(0.6) ? ({ since: "entered" } as const) : { last: { days: between(1, 9) } }
    const did = one([...around.deeds, ...around.told])
    return { did, window, ...(happens(0.3) ? { count: { gte: between(1, 3) } } : {}) }
  }

  const span = (): { amount: number; unit: string } =>
    one([
      { amount: between(1, 5) * 10, unit: "minutes" },
      { amount: between(1, 30), unit: "hours" },
      { amount: between(1, 4), unit: "days" },
    ])
  const time = () => `${String(between(6, 22)).padStart(2, "0")}:${one(["00", "10", "30"])}`
  const zone = () => one(["store", "customer"])

  const drawWaitUntil = () => {
    const until = one(["date", "weekday", "window"])
    const [first, second] = [between(4, 12), between(13, 23)].map((h) => `${String(h).padStart(2, "0")}:00`)
    add("wait-until", {
      until,
      days: happens(0.5) ? [one(["mon", "wed", "thu"]), "sat"] : [],
      zone: zone(),
      ...(until === "date"
        ? { at: `${nextDay(around.today, between(-1, 9))}T${time()}` }
        : until === "weekday"
          ? { time: time() }
          : happens(0.7)
            ? { time: first, to: second }
            : { time: second, to: first }),
    })
  }

  const kinds: Record<string, [weight: number, draw: () => void]> = {
    exit: [1, () => add("exit", happens(0.5) ? { reason: "done" } : {}, [])],
    filter: [4, () => add("filter", { rule: condition(true) }, ["yes", "no"])],
    branch: [
      3,
      () => {
        const ways = sides(between(1, 3)).map((n) => ({ id: `w${n}`, name: `W${n}`, rule: condition(true) }))
        add("branch", { ways }, [...ways.map(({ id }) => id), "else"])
      },
    ],
    split: [
      2,
      () => {
        const share = between(10, 90)
        const variants = [share, 100 - share].map((one, n) => ({ id: `v${n}`, name: `V${n}`, share: one }))
        add("split-test", { variants }, ["v0", "v1"])
      },
    ],
    wait: [4, () => add("wait", span())],
    "wait-until": [2, drawWaitUntil],
    "wait-for-event": [
      4,
      () =>
        add("wait-for-event", { event: one([...around.deeds, ...around.told]), at_most: span() }, [
          "happened",
          "timeout",
        ]),
    ],
    join: [1, () => add("join", {})],
    tags: [
      3,
      () =>
        add(
          "tags",
          alone && happens(0.3)
            ? { add: [], remove: [around.own.tag] }
            : { add: [around.own.tag], remove: [] },
        ),
    ],
    attributes: [
      alone ? 2 : 0,
      () =>
        add(
          "attributes",
          {
            changes: [{ field: `profile.attributes.${around.own.attribute}`, value: one(["a", "b"]) }],
            mode: one(["keep", "overwrite"]),
          },
          ["out", "refused"],
        ),
    ],
    membership: [
      2,
      () =>
        add(
          "segment-membership",
          { segment_id: around.own.list, how: alone && happens(0.3) ? "remove" : "add" },
          ["out", "refused"],
        ),
    ],
    points: [isTold ? 0 : 3, () => add("benefit:points", { amount: between(1, 50) }, ["granted", "refused"])],
    coupon: [
      isTold ? 0 : 2,
      () => add("benefit:coupon", { template_id: around.template }, ["granted", "refused"]),
    ],
    "take-back": [
      isTold || !alone ? 0 : 1,
      () => add("take-back", { what: one(["points-of-plan", "coupons-of-plan"]) }, ["taken", "nothing"]),
    ],
    nothing: [1, () => add("do-nothing", {})],
    score: [1, () => add("lead-score", { amount: one([-5, 3, 10]) })],
    // In turn, or one; who is whose is no plan's business alone, so only that somebody got one is compared.
    rep: [1, () => add("assign-rep", { reps: one([["lin"], ["lin", "wang"]]), mode: "overwrite" })],
    webhook: [1, () => add("webhook", { url: "https://crm.example/hook" })],
    // At a moment when no other plan gives anything.
    block: [
      alone && !isTold ? 3 : 0,
      () => {
        if (nodes.some(({ kind }) => kind === "benefit-block")) return
        add("benefit-block", { action: one(["block", "block", "block", "unblock"]) })
      },
    ],
    capped: [
      around.capped && alone ? 8 : 0,
      () => {
        const [kind, content] = around.capped!
        add(kind, { content, when_not_sent: "other-way" }, ["out", "not_sent"])
      },
    ],
    message: [
      4,
      () => {
        const [kind, content] = one(around.channels)
        add(kind, { content })
      },
    ],
  }
  const weights = Object.fromEntries(Object.entries(kinds).map(([kind, [weight]]) => [kind, weight]))
  for (let left = between(3, 11); left > 0; left--) kinds[weighted(weights)]![1]()

  const settings: Sketch["settings"] = {}
  if (type === "triggered") {
    const event = isTold ? one(around.told) : one(around.deeds)
    const what = weighted({ did: 5, birthday: 2, list: 2, news: 5 })
    const wait = happens(0.4) ? { wait: { amount: between(1, 6), unit: "hours" } } : {}
    if (what === "did" || isTold)
      add("trigger:did-something", {
        event,
        ...wait,
        ...("wait" in wait && happens(0.6)
          ? { unless: { event: one([...around.deeds, ...around.told]) } }
          : {}),
        ...(happens(0.3) ? { times: { count: 2, within_days: between(2, 7) } } : {}),
        ...(happens(0.3) ? { rule: condition(false) } : {}),
      })
    else if (what === "news") drawNews()
    else if (what === "birthday")
      add("trigger:birthday", { whose: "own", days_before: between(0, 2), time: time(), zone: zone() })
    else add("trigger:segment-entered", { segment_id: one([...around.lists, ...around.filled]) })
    if (happens(0.4)) settings.schedule = drawSpan()
  } else {
    drawEntries()
    settings.schedule = type === "one_time" ? drawOnce() : drawRecurring()
    if (happens(0.3)) settings.batch = { size: between(2, 6), every_minutes: between(5, 90) }
  }
  if (happens(0.35))
    add("goal", { rule: { did: one([...around.deeds, ...around.told]), window: { since: "entered" } } }, [])
  if (happens(0.3)) settings.holdout_percent = one([10, 30, 50])
  if (type !== "one_time" && happens(0.6))
    settings.entry = {
      ...(happens(0.7)
        ? { limit: { times: between(1, 2), per: one(["plan", "day", "week", "month"] as const) } }
        : type === "recurring"
          ? { limit: null }
          : {}),
      ...(happens(0.4) ? { cool_down_hours: between(1, 60) } : {}),
    }
  waitBeforeBlock()
  if (happens(0.6)) drawCircle()
  const canvas = reachable(nodes, edges)
  countFromCards(canvas)
  return { type, settings, canvas }

  /** Some of what counts from where people came in counts from a card that they came through before. */
  function countFromCards({ nodes, edges }: Sketch["canvas"]) {
    for (const { id, kind, settings } of nodes) {
      const before = new Set([id])
      for (const at of before) for (const edge of edges) if (edge.to === at) before.add(edge.from)
      if (!edges.some((edge) => edge.from !== id && before.has(edge.from) && edge.to === id)) continue
      const isOnCircle = edges.some((edge) => edge.to === id && edge.from !== id && after(id).has(edge.from))
      const cards = [...before].filter((one) => one !== id || isOnCircle)
      const card = () => (happens(0.6) ? one(cards) : null)
      if (kind === "filter") settings.rule = sinceCards(ruleOf({ id, kind, settings }), card)
      if (kind === "branch")
        for (const way of settings.ways as { rule: Condition }[]) way.rule = sinceCards(way.rule, card)
    }

    function after(id: string): Set<string> {
      const seen = new Set([id])
      for (const at of seen) for (const edge of edges) if (edge.from === at) seen.add(edge.to)
      return seen
    }
  }

  function drawNews() {
    const [kind, more] = one<[string, Record<string, unknown>]>([
      ["price-drop", { percent: between(1, 20) }],
      ["back-in-stock", {}],
      ["low-stock", { at_most: between(2, 8) }],
      ["promotion-started", happens(0.3) ? { code: one(around.codes) } : {}],
    ])
    const whom = { people: [], segment_id: one(around.lists), cool_down_days: between(1, 4) }
    add(`trigger:${kind}`, { ...whom, ...more })
  }

  /** Whoever comes to the block of benefits comes through a wait that is this plan's own. */
  function waitBeforeBlock() {
    const block = nodes.find(({ kind }) => kind === "benefit-block")
    if (!block) return
    const id = `wait_before_${block.id}`
    for (const edge of edges) if (edge.to === block.id) edge.to = id
    nodes.push({ id, kind: "wait", settings: { amount: around.minutes, unit: "minutes" } })
    edges.push({ from: id, port: "out", to: block.id, input: "in" })
  }

  /** From a card behind a long wait, by a way that leads nowhere, back to the wait. */
  function drawCircle() {
    const isLong = ({ kind, settings }: Node) =>
      kind === "wait" &&
      (settings.unit === "days" || (settings.unit === "hours" && (settings.amount as number) >= 6))
    const waits = nodes.filter(isLong)
    if (waits.length === 0) return
    const wait = one(waits)
    const behind = new Set([wait.id])
    for (const id of behind) for (const edge of edges) if (edge.from === id) behind.add(edge.to)
    const open = [...behind].flatMap((from) =>
      (waysOut.get(from) ?? [])
        .filter((port) => !edges.some((edge) => edge.from === from && edge.port === port))
        .map((port) => ({ from, port })),
    )
    if (open.length > 0) edges.push({ ...one(open), to: wait.id, input: "in" })
  }

  function drawOnce() {
    return happens(0.5)
      ? { at: "now", zone: "store" }
      : { at: `${nextDay(around.today, between(2, 4))}T${time()}`, zone: zone() }
  }
  /** Between two minutes, or from one on, or until one. */
  function drawSpan() {
    const from = `${nextDay(around.today, between(1, 3))}T${time()}`
    const to = `${nextDay(around.today, between(5, 10))}T${time()}`
    return one([{ from, to }, { from }, { to }])
  }
  function drawRecurring() {
    const from = nextDay(around.today, between(2, 4))
    const every = one(["day", "week", "month"])
    return {
      ...{
        every,
        interval: every === "day" ? between(1, 3) : 1,
        time: time(),
        zone: zone(),
        missing_day: "skip",
      },
      ...(every === "week" ? { on: [one(["mon", "tue"]), one(["thu", "sun"])] } : {}),
      ...(every === "month" ? { on: [Number(from.slice(8)), Number(nextDay(from, 5).slice(8))] } : {}),
      ...{ from, to: nextDay(from, 9) },
    }
  }

  function drawEntries() {
    const first = nodes.filter(({ kind }) => kind !== "goal").at(-1)!.id
    const entry = (to: string, input = "in") => {
      const kind = one(["segment", "list", "conditions"])
      const id = `${kind}_${nodes.length}`
      const settings =
        kind === "conditions"
          ? { rule: condition(false) }
          : { segment_id: one(kind === "list" ? around.lists : around.segments) }
      nodes.push({ id, kind, settings })
      edges.push({ from: id, port: "out", to, input })
    }
    const set = one(["none", "none", "two", "union", "intersect", "exclude", "deduplicate", "sample"])
    if (set === "none") return entry(first)
    if (set === "two") {
      entry(first)
      return entry(one(nodes.filter(({ kind }) => !["segment", "list", "conditions"].includes(kind))).id)
    }
    const id = `${set}_${nodes.length}`
    const settings = { deduplicate: { groups: 2 }, sample: { percent: between(1, 9) * 10 } }[set] ?? {}
    nodes.push({ id, kind: set, settings })
    const ports = { deduplicate: ["1", "2"], sample: ["sample"] }[set] ?? ["out"]
    for (const port of ports) edges.push({ from: id, port, to: first, input: "in" })
    entry(id, set === "deduplicate" ? "1" : "in")
    if (set !== "sample") entry(id, { exclude: "without", deduplicate: "2" }[set] ?? "in")
  }
}

/** Without what nobody could come to. */
function reachable(nodes: Node[], edges: Edge[]): Sketch["canvas"] {
  const starts = /^(segment|list|conditions|trigger:.*|goal)$/
  const seen = new Set(nodes.filter(({ kind }) => starts.test(kind)).map(({ id }) => id))
  for (const id of seen) for (const edge of edges) if (edge.from === id) seen.add(edge.to)
  return {
    nodes: nodes.filter(({ id }) => seen.has(id)),
    edges: edges.filter(({ from }) => seen.has(from)),
  }
}
