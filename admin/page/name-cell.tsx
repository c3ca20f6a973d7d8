import { Link } from "react-router-dom"

const CUT = "block max-w-[220px] truncate xl:max-w-[420px]"

/**
 * A name in a list, cut where it would push the other columns out of view; whole while the pointer rests on it. `to`: what the row
 * opens, for those who come to it by keyboard, which no row hears.
 */
export const NameCell = ({ children, to }: { children: string; to?: string }) =>
  to === undefined ? (
    <span className={CUT} title={children}>
      {children}
    </span>
  ) : (
    <Link
      to={to}
      className={`${CUT} focus-visible:shadow-borders-focus rounded outline-none`}
      title={children}
      // The row opens it as well.
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </Link>
  )
