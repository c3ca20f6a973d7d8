/** The verbs of this area by name, as the container registers them. */
export const plansVerbs = {}
