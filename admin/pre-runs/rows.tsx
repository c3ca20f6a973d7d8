import { Table } from "@medusajs/ui"
import type { ReactNode } from "react"

/** A small table: names at its start, figures at its end. */
export function Rows({ heads, rows }: { heads: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  const side = (index: number) => (index === 0 ? undefined : "text-end tabular-nums")
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            {heads.map((head, index) => (
              <Table.HeaderCell key={head} className={side(index)}>
                {head}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map(({ key, cells }) => (
            <Table.Row key={key}>
              {cells.map((cell, index) => (
                <Table.Cell key={heads[index]} className={side(index)}>
                  {cell}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
