import { addToSegment } from "./add-to-segment"
import { archiveSegment, unarchiveSegment } from "./archive-segment"
import { changeAttribute, createAttribute, readAttributes } from "./attributes"
import { changeProfile } from "./change-profile"
import { changeTags } from "./change-tags"
import { checkRule } from "./check-rule"
import { compileRule } from "./compile-rule"
import { defineAttributes } from "./define-attributes"
import { deleteSegment } from "./delete-segment"
import { describeRule } from "./describe-rule"
import { duplicateSegment } from "./duplicate-segment"
import { explainRule } from "./explain-rule"
import { exportSegment } from "./export-segment"
import { fillSegmentTemplate, previewSegmentTemplate } from "./fill-segment-template"
import { findMissing } from "./find-missing"
import { findTurned } from "./find-turned"
import { followNextSegment } from "./follow-next-segment"
import { importMembers } from "./import-members"
import { inSurroundings } from "./in-surroundings"
import { listEventNames } from "./list-event-names"
import { listSegmentTemplates } from "./list-segment-templates"
import { matchRule } from "./match-rule"
import { mergeTags } from "./merge-tags"
import { noteChanges } from "./note-changes"
import { peopleAtDoors } from "./people-at-doors"
import { previewRule } from "./preview-rule"
import { readAsMeant } from "./read-as-meant"
import { readCatalogue } from "./read-catalogue"
import { readCurrencies } from "./read-currencies"
import { readFieldValues } from "./read-field-values"
import { readFields } from "./read-fields"
import { readMissingSources } from "./read-missing-sources"
import { readRules } from "./read-rules"
import { getSegment, listMembers, listSegments, listSegmentUses } from "./read-segments"
import { recallPeople } from "./recall-people"
import { refreshNextSegment } from "./refresh-next-segment"
import { refreshSegment } from "./refresh-segment"
import { saveSegment } from "./save-segment"
import { selectPeople } from "./select-people"
import { spreadChanges } from "./spread-changes"
import { deleteTagGroup, listTagGroups, saveTagGroup } from "./tag-groups"
import { writeAttributes } from "./write-attributes"
import { writeMemberships } from "./write-memberships"
import { writeOwnProfile } from "./write-own-profile"
import { writeProfile } from "./write-profile"
import { writeReps } from "./write-reps"
import { writeTags } from "./write-tags"

/** The verbs of this area by name, as the container registers them. */
export const audienceVerbs = {
  readAsMeant,
  readCatalogue,
  readCurrencies,
  readRules,
  inSurroundings,
  compileRule,
  findMissing,
  findTurned,
  checkRule,
  previewRule,
  explainRule,
  describeRule,
  selectPeople,
  peopleAtDoors,
  matchRule,
  readFields,
  readFieldValues,
  recallPeople,
  defineAttributes,
  listEventNames,
  listSegmentTemplates,
  fillSegmentTemplate,
  previewSegmentTemplate,
  listSegments,
  getSegment,
  listMembers,
  listSegmentUses,
  saveSegment,
  addToSegment,
  importMembers,
  duplicateSegment,
  archiveSegment,
  unarchiveSegment,
  exportSegment,
  deleteSegment,
  refreshSegment,
  refreshNextSegment,
  noteChanges,
  spreadChanges,
  followNextSegment,
  writeTags,
  writeAttributes,
  writeMemberships,
  writeReps,
  changeTags,
  mergeTags,
  listTagGroups,
  saveTagGroup,
  deleteTagGroup,
  readAttributes,
  createAttribute,
  changeAttribute,
  readMissingSources,
  changeProfile,
  writeOwnProfile,
  writeProfile,
}
