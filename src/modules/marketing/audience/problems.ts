import { Conflict, problemsOf } from "../../../core/problem"

/** What is wrong with a segment beside its rule, and with a profile. */
export const refuse = problemsOf({
  "segment/name": { message: "A segment needs a name of at most 200 characters." },
  "segment/type": {
    message: "A {was} segment cannot become {wanted}.",
    hint: "Make a new segment.",
  },
  "segment/no-rule": {
    message: "A dynamic segment needs a rule.",
    hint: "Use a static segment to pick people by hand.",
  },
  "segment/not-dynamic": { message: "Only a dynamic segment has a rule." },
  "segment/sample-of": { message: "Only a dynamic segment can be a sample of others." },
  "segment/two-definitions": {
    message: "A segment has a rule or a definition, not both.",
    hint: "A definition is a rule already: leave one of them out.",
  },
  "segment/not-static": { message: "Members of a dynamic segment follow from its rule." },
  "segment/large-file": {
    message: "The file is larger than 1 GB.",
    hint: "Split it and import the parts.",
  },
  "segment/order": {
    message: 'Segments have no order "{order}".',
    hint: "Order them by name, member_count, refreshed_at or created_at, with a - before it for the last first.",
  },
  "profile/birthday": { message: "Nobody was born on a day that has not been yet." },
  "tags/one-of-group": {
    message: "Of the group {group} somebody has one tag at most, not {tags}.",
    hint: "Add one of them.",
  },
  "tags/other-group": {
    message: "The tag {tag} is in the group {group} already.",
    hint: "Take it out there first.",
  },
  "segment/unknown-customers": { message: "Not known as customers: {ids}." },
})

/** What was put away is not changed by hand; plans that write into it go on. */
export function refuseArchived({ state }: { state: string }): void {
  if (state === "archived")
    throw new Conflict("segment/archived", "An archived segment is not changed. Take it back first.")
}
