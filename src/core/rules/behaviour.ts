import type { BehaviourFacts } from "./snapshot"

/** The events that make up `BehaviourFacts`. */
export const BEHAVIOUR_EVENTS = [
  "left_page",
  "followed",
  "unfollowed",
  "joined_group",
  "left_group",
  "became_contact",
]
type Told = { name: string; at: Date; props: Record<string, unknown> }

/** Somebody's behaviour as it stands after these events, in whatever order they are given. */
export function behaviourAfter(events: Told[]): BehaviourFacts {
  const named = (name: string) => events.filter((event) => event.name === name)
  const contacts = named("became_contact")
  const seconds = named("left_page").flatMap(({ props }) =>
    typeof props.seconds === "number" ? [props.seconds] : [],
  )
  const first = Math.min(...contacts.map(({ at }) => at.getTime()))
  return {
    dwell_seconds: seconds.reduce((a, b) => a + b, 0),
    follows: standing(named("followed"), named("unfollowed"), "account"),
    groups: standing(named("joined_group"), named("left_group"), "group"),
    contact_of: [...new Set(contacts.flatMap((event) => textOf(event, "rep")))].sort(),
    contact_since: contacts.length > 0 ? new Date(first) : null,
  }
}

/** What began and did not end since; of one moment, the end counts. */
function standing(began: Told[], ended: Told[], property: string): string[] {
  const lasting = began.filter((event) =>
    textOf(event, property).some(
      (value) => !ended.some((end) => end.at >= event.at && textOf(end, property).includes(value)),
    ),
  )
  return [...new Set(lasting.flatMap((event) => textOf(event, property)))].sort()
}

const textOf = ({ props }: Told, property: string): string[] => {
  const value = props[property]
  return typeof value === "string" ? [value] : []
}
