import { phoneWords } from '../domain/phone-words';
import type { MailBlock, MailContext } from './types';

/** What a mail to an organization ends with: its own page, whom to ask, and what should not be in an answer. */
export function helpFooter({ program, organizationLink }: MailContext): readonly MailBlock[] {
  return [
    ...(organizationLink === undefined
      ? []
      : [link('Change your address, take a break, or ask us something', organizationLink)]),
    paragraph(
      `Questions? Write to ${program.spocEmail} or call ${phoneWords(program.helpPhone, program)}. ` +
        'You can also reply to this mail. Please do not put a consumer’s personal information in a mail.',
    ),
  ];
}

export function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

export function heading(text: string): MailBlock {
  return { kind: 'heading', text };
}

export function button(label: string, href: string): MailBlock {
  return { kind: 'button', label, href };
}

export function link(label: string, href: string): MailBlock {
  return { kind: 'link', label, href };
}

/** Label and value, in order. A missing value leaves its line out. */
export function facts(
  ...pairs: readonly (readonly [label: string, value: string | null | undefined])[]
): MailBlock {
  return {
    kind: 'facts',
    facts: pairs.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
  };
}
