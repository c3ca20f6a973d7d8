/** What customers got and spent, by their purse: read from the ledger itself. */
export const MOVED_BY_ACCOUNT = `
  select a.id,
         coalesce(sum(e.amount) filter (where t.kind = 'grant' or t.kind = 'adjust' and e.amount > 0 or t.kind = 'reverse' and e.amount < 0), 0) as earned,
         coalesce(-sum(e.amount) filter (where t.kind = 'redeem' or t.kind = 'reverse' and e.amount > 0), 0) as spent
    from marketing_account a left join marketing_entry e on e.account_id = a.id left join marketing_txn t on t.id = e.txn_id
   where a.role = 'customer' group by a.id`
