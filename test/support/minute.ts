/**
 * `2034-10-17T13:00`: what is asserted of an instant whose seconds do not matter. A timer never fires early, and work
 * takes a moment: what happens at an instant happens within its minute.
 */
export function minute(at: Date | string): string {
  return (at instanceof Date ? at.toISOString() : at).slice(0, 16);
}
