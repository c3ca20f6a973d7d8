/** Where a wave is too small for all plans, those that had none of the last one come first. */
export function createTurns() {
  const served = new Map<string, number>()
  return (channel: string, plans: number[], wave: number): number[] => {
    if (plans.length <= wave) return plans
    const last = served.get(channel) ?? 0
    const turn = [...plans.filter((no) => no > last), ...plans.filter((no) => no <= last)].slice(0, wave)
    served.set(channel, turn.at(-1)!)
    return turn
  }
}

/** At most `count` of them, one of each plan after the other. */
export function inTurns<T extends { plan_no: number }>(sends: T[], count: number): T[] {
  if (sends.length <= count) return sends
  const before = new Map<number, number>()
  const turns = sends.map((send) => {
    const turn = before.get(send.plan_no) ?? 0
    before.set(send.plan_no, turn + 1)
    return { send, turn }
  })
  return turns
    .sort((one, other) => one.turn - other.turn)
    .slice(0, count)
    .map(({ send }) => send)
}
