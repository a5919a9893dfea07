import { htmlToText } from 'html-to-text';
import { lettersAndDigits } from '../../domain/pasted-text';

/** The converter takes time by the square of the depth, so what is larger is read more simply. */
const MOST_CONVERTED = 200_000;

/** What a person reads in an HTML page, quotations marked with `>`. Never throws, and never loses the words. */
export function textOfHtml(html: string): string {
  const words = withoutTags(html);
  if (html.length > MOST_CONVERTED) return words;
  try {
    const text = htmlToText(html, {
      wordwrap: false,
      limits: { maxDepth: 500, maxInputLength: MOST_CONVERTED },
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        // The usual converter writes headings in capitals.
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
          selector,
          options: { uppercase: false },
        })),
      ],
    });
    // What is nested too deep, or stands outside the body, is left out by the converter.
    return lettersAndDigits(text).length * 10 < lettersAndDigits(words).length * 9 ? words : text;
  } catch {
    return words;
  }
}

/** What is shown of these is nothing; each ends where its second word stands. */
const HIDDEN = [
  ['<!--', '-->'],
  ['<script', '</script'],
  ['<style', '</style'],
  ['<head', '</head'],
] as const;

/** In one pass: a page that somebody has made to take long takes no longer than another one. */
function withoutTags(html: string): string {
  const lower = html.toLowerCase();
  const endless = new Set<string>();
  let text = '';
  let at = 0;
  for (;;) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    text += html.slice(at, open);
    const hidden = HIDDEN.find(([begin, end]) => !endless.has(end) && lower.startsWith(begin, open));
    const end = hidden === undefined ? -1 : lower.indexOf(hidden[1], open);
    if (hidden !== undefined && end < 0) endless.add(hidden[1]);
    const from = end < 0 ? open : end;
    const close = html.indexOf('>', from);
    // Without an end it is no tag, and may be what somebody wrote.
    if (close < 0) {
      at = open;
      break;
    }
    text += /^<\/?(br|p|div|tr|li|h[1-6])\b/.test(lower.slice(open, open + 5)) ? '\n' : ' ';
    at = close + 1;
  }
  return (text + html.slice(at))
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&')
    .replace(/[ \t]{2,}/g, ' ');
}
