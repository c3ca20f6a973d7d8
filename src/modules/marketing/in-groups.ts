/**
 * Many callers, one writer: what comes while a group is being written goes into the next group together. Each caller's
 * promise is that of the group its items are in.
 */
export function inGroups<T>(write: (items: T[]) => Promise<void>): (items: T[]) => Promise<void> {
  let open: { items: T[]; written: Promise<void> } | null = null
  let last: Promise<void> = Promise.resolve()
  return (items) => {
    if (open) open.items.push(...items)
    else {
      const group = [...items]
      const begin = () => {
        open = null
        return write(group)
      }
      last = last.then(begin, begin)
      open = { items: group, written: last }
    }
    return open.written
  }
}
