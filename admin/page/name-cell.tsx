/** A name in a list, cut where it would push the other columns out of view; whole while the pointer rests on it. */
export const NameCell = ({ children }: { children: string }) => (
  <span className="block max-w-[220px] truncate xl:max-w-[420px]" title={children}>
    {children}
  </span>
)
