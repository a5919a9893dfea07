import type { Lead } from './lead';

/** What identifies the same consumer in another lead. Personal data: it is stored only beside the lead. */
export interface ConsumerKeys {
  /** E.164. */
  readonly phone: string | null;
  /** In lower case. */
  readonly email: string | null;
  /**
   * Letters and digits of the names, in lower case, without accents and strokes, because some people write them and
   * some do not.
   */
  readonly name: string;
}

/**
 * Two leads are of the same consumer when the name is the same, and also the phone number or the mail address
 * (docs/program.md, "The same consumer again"). One of them alone is not enough: families share a telephone, and
 * names are not unique.
 */
export function consumerKeys({
  firstName = '',
  lastName = '',
  phone,
  email,
}: Lead['consumer']): ConsumerKeys {
  return {
    phone: phone ?? null,
    email: email?.toLowerCase() ?? null,
    name: `${firstName}${lastName}`
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
      .replace(/[^a-z0-9]/gu, (letter) => PLAIN[letter] ?? letter),
  };
}

/** Latin letters that Unicode does not take apart, as people write them who have no such key. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ đ: 'd', ð: 'd', ɖ: 'd', ɗ: 'd', ł: 'l', ƚ: 'l', ø: 'o', ɔ: 'o', ɵ: 'o', ß: 'ss', æ: 'ae', œ: 'oe' },
  ...{ ı: 'i', ɨ: 'i', þ: 'th', ħ: 'h', ŧ: 't', ŋ: 'n', ɲ: 'n', ƙ: 'k', ĸ: 'k', ɓ: 'b', ƀ: 'b', ɛ: 'e' },
  ...{ ǝ: 'e', ə: 'e', ƒ: 'f', ɣ: 'g', ǥ: 'g', ƴ: 'y', ʋ: 'v', ƶ: 'z', ȼ: 'c', ɍ: 'r', ʉ: 'u' },
};
