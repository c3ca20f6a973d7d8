import { compileRule } from "./compile-rule"
import { matchRule } from "./match-rule"
import { readCatalogue } from "./read-catalogue"
import { readFields } from "./read-fields"
import { selectPeople } from "./select-people"
import { writeTags } from "./write-tags"

/** The verbs of this area by name, as the container registers them. */
export const audienceVerbs = { readCatalogue, compileRule, selectPeople, matchRule, readFields, writeTags }
