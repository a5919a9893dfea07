/** What a test needs to know of a page's markup, read with nothing but patterns: our own output is regular. */

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All opening tags, in order, with their attributes; one without a value has the empty string. */
export function tags(html: string): readonly Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name, rest]) => ({
      name: (name ?? '').toLowerCase(),
      attributes: Object.fromEntries(
        [...(rest ?? '').matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [
          key ?? '',
          value ?? '',
        ]),
      ),
    }),
  );
}

export function named(html: string, ...names: readonly string[]): readonly Tag[] {
  return tags(html).filter(({ name }) => names.includes(name));
}

/** Fields that a person sees. */
export function visibleFields(html: string): readonly Tag[] {
  return named(html, 'input', 'select', 'textarea').filter(
    ({ attributes }) => attributes['type'] !== 'hidden',
  );
}

export function ids(html: string): readonly string[] {
  return tags(html).flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
}

/** The text between tags, with the entities that the renderer writes turned back. */
export function visibleText(html: string): string {
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
