import type { JSX } from 'preact';
import { Chart, CHART_WIDTH, Empty, GRID, MAIN, QUIET, SECOND } from './frame';

export interface TrendChartView {
  readonly id: string;
  readonly title: string;
  /** The points' labels from left to right, such as `Period 1`. */
  readonly labels: readonly string[];
  /** The first one is drawn solid, the second one dashed. */
  readonly lines: readonly [TrendLine, TrendLine];
}

export interface TrendLine {
  readonly name: string;
  /** Shares from 0 to 1, one for each label. Null where there is none. */
  readonly points: readonly TrendValue[];
}

export interface TrendValue {
  readonly value: number | null;
  readonly words: string;
  readonly small: boolean;
}

export const TREND_CHART_HEIGHT = 250;
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 12, 52, 214] as const;
/** More labels would run into each other. */
const MOST_LABELS = 6;

const NO_POINTS = 'No period has a figure yet';

/** How a share moved from period to period, beside how another one did. */
export function TrendChart({ view }: { readonly view: TrendChartView }): JSX.Element {
  const { id, title, labels, lines } = view;
  const step = labels.length > 1 ? (CHART_WIDTH - LEFT - RIGHT - 40) / (labels.length - 1) : 0;
  const place: Place = {
    x: (index) => LEFT + 20 + index * step,
    y: (value) => BOTTOM - value * (BOTTOM - TOP),
  };
  const every = Math.ceil(labels.length / MOST_LABELS);
  return (
    <Chart id={id} title={title} description={describe(view)} height={TREND_CHART_HEIGHT}>
      <rect width={CHART_WIDTH} height={TREND_CHART_HEIGHT} fill="#fff" />
      {[0, 0.25, 0.5, 0.75, 1].map((part) => (
        <g>
          <line
            {...{ x1: LEFT, x2: CHART_WIDTH - RIGHT, y1: place.y(part), y2: place.y(part) }}
            stroke={GRID}
          />
          <text x={LEFT - 6} y={place.y(part) + 5} text-anchor="end" fill={QUIET} font-size="13">
            {`${part * 100}%`}
          </text>
        </g>
      ))}
      {labels.map((label, index) => (
        <text x={place.x(index)} y={BOTTOM + 22} text-anchor="middle" fill={QUIET} font-size="13">
          {index % every === 0 ? label : ''}
        </text>
      ))}
      {isEmpty(view) && <Empty at={(TOP + BOTTOM) / 2} words={NO_POINTS} />}
      <Line line={lines[1]} place={place} color={SECOND} dashed />
      <Line line={lines[0]} place={place} color={MAIN} dashed={false} />
      <Key at={14} color={MAIN} dashed={false} words={lines[0].name} />
      <Key at={34} color={SECOND} dashed words={lines[1].name} />
    </Chart>
  );
}

interface Place {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

interface LineProps {
  readonly line: TrendLine;
  readonly place: Place;
  readonly color: string;
  readonly dashed: boolean;
}

function Line({ line, place, color, dashed }: LineProps): JSX.Element {
  const spots = line.points.flatMap(({ value, small }, index) =>
    value === null ? [] : [{ x: place.x(index), y: place.y(value), small }],
  );
  return (
    <g>
      {/* No line without two ends: an attribute without a value is no XML, and the picture could not be drawn. */}
      {spots.length > 1 && (
        <polyline
          points={spots.map(({ x, y }) => `${x},${y}`).join(' ')}
          {...{ fill: 'none', stroke: color, 'stroke-width': dashed ? 2 : 3 }}
          {...(dashed ? { 'stroke-dasharray': '6 4' } : {})}
        />
      )}
      {spots.map(({ x, y, small }) => (
        <circle
          cx={x}
          cy={y}
          r={dashed ? 4 : 5}
          fill={small ? '#fff' : color}
          stroke={color}
          stroke-width="2"
        />
      ))}
    </g>
  );
}

interface KeyProps {
  readonly at: number;
  readonly color: string;
  readonly dashed: boolean;
  readonly words: string;
}

function Key({ at, color, dashed, words }: KeyProps): JSX.Element {
  return (
    <g>
      <line
        {...{
          x1: LEFT,
          x2: LEFT + 28,
          y1: at - 5,
          y2: at - 5,
          stroke: color,
          'stroke-width': dashed ? 2 : 3,
        }}
        {...(dashed ? { 'stroke-dasharray': '6 4' } : {})}
      />
      <text x={LEFT + 36} y={at}>
        {words}
      </text>
    </g>
  );
}

function isEmpty({ lines }: TrendChartView): boolean {
  return lines.every(({ points }) => points.every(({ value }) => value === null));
}

function describe(view: TrendChartView): string {
  const { labels, lines } = view;
  if (isEmpty(view)) return `${NO_POINTS}.`;
  return lines
    .map(({ name, points }) => {
      const said = points.map(({ words }, index) => `${labels[index] ?? ''} ${words}`);
      return `${name}: ${said.join(', ')}.`;
    })
    .join(' ');
}
