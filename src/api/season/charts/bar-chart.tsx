import type { JSX } from 'preact';
import { Chart, CHART_WIDTH, cut, Empty, GRID, INK, MAIN, QUIET, SECOND, SMALL } from './frame';

export interface Bar {
  readonly label: string;
  /** From 0 to `most`. */
  readonly value: number;
  /** As a person reads it, such as `86% (43 of 50)`. */
  readonly words: string;
  readonly small: boolean;
}

export interface BarChartView {
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  /** The end of the scale. */
  readonly most: number;
  /** Null when nobody has enough cases for one. */
  readonly median: { readonly value: number; readonly words: string } | null;
}

const TOP = 34;
const ROW = 42;
const THICK = 12;
const BOTTOM = 30;
const LABEL_LETTERS = 34;
const NO_BARS = 'No organization has a figure yet';
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

export function barChartHeight({ bars }: BarChartView): number {
  return TOP + Math.max(bars.length, 1) * ROW + BOTTOM;
}

/** Organizations below each other, and a line where their median is. Says so when there is nobody to draw. */
export function BarChart({ view }: { readonly view: BarChartView }): JSX.Element {
  const { id, title, bars, most, median } = view;
  const x = (value: number) => (most === 0 ? 0 : (Math.min(value, most) / most) * CHART_WIDTH);
  const height = barChartHeight(view);
  const end = height - BOTTOM + 4;
  return (
    <Chart id={id} title={title} description={describe(view)} height={height}>
      <rect width={CHART_WIDTH} height={height} fill="#fff" />
      {bars.length === 0 && <Empty at={height / 2} words={NO_BARS} />}
      {bars.map(({ value, small }, index) => {
        const y = TOP + index * ROW + 20;
        return (
          <g>
            <rect x="0" y={y} width={CHART_WIDTH} height={THICK} fill={GRID} fill-opacity="0.5" />
            <rect x="0" y={y} width={Math.max(x(value), 1)} height={THICK} fill={small ? SMALL : MAIN} />
            {QUARTERS.map((part) => (
              <line
                {...{
                  x1: inside(part * CHART_WIDTH),
                  x2: inside(part * CHART_WIDTH),
                  y1: y,
                  y2: y + THICK + 3,
                }}
                stroke={SMALL}
              />
            ))}
          </g>
        );
      })}
      {median !== null && <Median at={inside(x(median.value))} words={median.words} end={end} />}
      {bars.map(({ label, words, small }, index) => (
        // White around the letters, because the median's line passes behind them.
        <g paint-order="stroke" stroke="#fff" stroke-width="4" stroke-linejoin="round">
          <text x="1" y={TOP + index * ROW + 14}>
            {cut(label, LABEL_LETTERS)}
          </text>
          <text x={CHART_WIDTH - 2} y={TOP + index * ROW + 14} text-anchor="end" fill={small ? QUIET : INK}>
            {words}
          </text>
        </g>
      ))}
      {bars.some(({ small }) => small) && (
        <g>
          <rect x="0" y={height - 17} width="12" height="12" fill={SMALL} />
          <text x="18" y={height - 6} fill={QUIET} font-size="13">
            Gray: a small number, not ranked
          </text>
        </g>
      )}
    </Chart>
  );
}

interface MedianProps {
  readonly at: number;
  readonly words: string;
  readonly end: number;
}

function Median({ at, words, end }: MedianProps): JSX.Element {
  const anchor = at > CHART_WIDTH / 2 ? 'end' : 'start';
  return (
    <g>
      <line x1={at} x2={at} y1={TOP - 12} y2={end} stroke={SECOND} stroke-width="2" stroke-dasharray="5 3" />
      <text x={at} y={TOP - 18} text-anchor={anchor} fill={SECOND} font-weight="600">
        {words}
      </text>
    </g>
  );
}

/** A line at the very edge would be cut in half. */
function inside(x: number): number {
  return Math.min(Math.max(x, 1), CHART_WIDTH - 1);
}

function describe({ bars, median }: BarChartView): string {
  const said = bars.map(({ label, words, small }) => `${label}: ${words}${small ? ', a small number' : ''}.`);
  if (said.length === 0) said.push(`${NO_BARS}.`);
  return [...(median === null ? [] : [`${median.words}.`]), ...said].join(' ');
}
