import type { ComponentChildren, JSX } from 'preact';

/** Colors are tokens of the U.S. Web Design System. They differ in more than their hue. */
export const INK = '#1b1b1b';
export const QUIET = '#565c65';
export const GRID = '#dfe1e2';
export const MAIN = '#005ea2';
export const SECOND = '#b50909';
/** For a figure that is made of too few cases. */
export const SMALL = '#a9aeb1';

/** As wide as a phone's page, so that its text stays readable there. */
export const CHART_WIDTH = 400;
/** The font of the page, and its name in the font file that pictures are drawn with. */
const FONT = "'Source Sans Pro Web', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif";

interface ChartProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the chart says, for people who cannot see it. */
  readonly description: string;
  readonly height: number;
  readonly children: ComponentChildren;
}

export function Chart({ id, title, description, height, children }: ChartProps): JSX.Element {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="al-chart"
      viewBox={`0 0 ${CHART_WIDTH} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      font-family={FONT}
      font-size="14"
      fill={INK}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {children}
    </svg>
  );
}

/** What a chart says in its middle when it has nothing to draw. */
export function Empty({ at, words }: { readonly at: number; readonly words: string }): JSX.Element {
  return (
    <text x={CHART_WIDTH / 2} y={at} text-anchor="middle" fill={QUIET}>
      {words}
    </text>
  );
}

/** Names are cut where the figure beside them begins; the table has them whole. */
export function cut(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
