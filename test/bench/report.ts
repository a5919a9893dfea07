import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';

/** One measured figure, beside what the same machine does at best in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: { readonly what: string; readonly value: number };
  /** What the goal is about: the figure itself, or its ratio to the floor. */
  readonly goal?: { readonly of: 'value' | 'ratio'; readonly atMost?: number; readonly atLeast?: number };
}

export function ratioOf({ value, floor }: Figure): number | null {
  return floor === undefined ? null : value / floor.value;
}

/** Null without a goal. */
export function isMet(figure: Figure): boolean | null {
  const { goal } = figure;
  if (goal === undefined) return null;
  const judged = goal.of === 'value' ? figure.value : (ratioOf(figure) ?? Number.NaN);
  return judged <= (goal.atMost ?? Infinity) && judged >= (goal.atLeast ?? -Infinity);
}

/** A table for people. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'measured', 'floor', 'ratio', 'goal', ''];
  const rows = [head, ...figures.map(row)];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** The same for programs, with the machine it was measured on. */
export function keep(file: string, figures: readonly Figure[]): void {
  const results = {
    measuredAt: new Date().toISOString(),
    machine: { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

function row(figure: Figure): string[] {
  const { name, value, unit, floor } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    name,
    `${rounded(value)} ${unit}`,
    floor === undefined ? '' : `${rounded(floor.value)} ${unit} (${floor.what})`,
    ratio === null ? '' : `${ratio.toFixed(2)}×`,
    goalWords(figure),
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

function goalWords({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  const sign = goal.atMost === undefined ? '≥' : '≤';
  return `${sign} ${goal.atMost ?? goal.atLeast}${goal.of === 'ratio' ? '×' : ` ${unit}`}`;
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
