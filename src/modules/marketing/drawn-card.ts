/**
 * SQL of a lateral join that names a card as one version of its plan draws it: `name` (null where nobody gave it one) and `kind`.
 * Empty where that version has no such card.
 */
export const drawnCard = (given: { plan_no: string; version: string; node: string }): string => `lateral (
  select nullif(card ->> 'name', '') as name, card ->> 'kind' as kind
    from marketing_plan_version v cross join jsonb_array_elements(v.canvas -> 'nodes') card
   where v.plan_no = ${given.plan_no} and v.version = ${given.version} and card ->> 'id' = ${given.node} limit 1)`
