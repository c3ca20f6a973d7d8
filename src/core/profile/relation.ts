/** What somebody can be to a customer. */
export const RELATIONS = ["child", "spouse", "parent", "sibling", "pet", "other"] as const
export type Relation = (typeof RELATIONS)[number]

/** A person whom a customer named. The birthday is a day of the calendar. */
export type RelatedPerson = { relation: Relation; name: string | null; birthday: string | null }

/** How many a customer can have; files number them from 1. */
export const MOST_RELATIONS = 9
