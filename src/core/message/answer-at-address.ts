type Answer = { state: "yes" | "no" | "pending"; at: Date }

/**
 * What counts of a person's answer when others have the same address (a guest and an account): whoever said no there
 * speaks for the address, until this person says yes after that.
 */
export function answerAtAddress(own: Answer | undefined, others: Answer[]): Answer["state"] | undefined {
  const refused = others.some((other) => other.state === "no" && !(own?.state === "yes" && own.at > other.at))
  return refused ? "no" : own?.state
}
