import { plainToken } from '../../domain/pasted-text';
import type { LocalDate, LocalTime } from '../../domain/time';
import { date } from '../http/fields';
import type { FormValues } from './forms';

/** The three fields of a date; null unless that day exists. */
export function readDate({ month = '', day = '', year = '' }: FormValues): LocalDate | null {
  const two = (value: string) => plainToken(value).padStart(2, '0');
  return date.safeParse(`${plainToken(year)}-${two(month)}-${two(day)}`).data ?? null;
}

/** Hours, and minutes unless morning or afternoon is named. */
const TIME = /^(\d{1,2})(?:[:.](\d{2}))? ?(?:([ap])\.? ?m\.?)?$/i;

/** `14:30`, as a browser's own time field sends it, or as a person types it without one: `2:30 PM`, `2.30 p.m.`, `2 pm`. */
export function readTime(typed: string | undefined): LocalTime | null {
  const [, hours, minutes, named] = TIME.exec(plainToken(typed ?? '')) ?? [];
  const half = named?.toLowerCase();
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const hour = Number(hours);
  if (Number(minutes ?? 0) > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const onDial = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return `${String(onDial).padStart(2, '0')}:${minutes ?? '00'}` as LocalTime;
}
