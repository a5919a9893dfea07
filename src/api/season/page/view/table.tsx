import type { ComponentChildren, JSX } from 'preact';

interface TableProps {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly headers: readonly string[];
  /** The first cell of a row names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table that scrolls on its own where it is too wide, also by keyboard. */
export function Table({ id, caption, headers, rows }: TableProps): JSX.Element {
  return (
    <div
      class="usa-table-container--scrollable al-table"
      tabindex={0}
      role="region"
      aria-labelledby={`${id}-caption`}
    >
      <table class="usa-table usa-table--compact">
        <caption id={`${id}-caption`}>{caption}</caption>
        <thead>
          <tr>
            {headers.map((header) => (
              <th scope="col">{header}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr>
              <th scope="row">{name}</th>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
