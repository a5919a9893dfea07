import type { Lead } from './lead';
import { listedWords, type ProgramTerms } from '../terms';
import { formatDate } from '../wording';

export interface QuestionAndAnswer {
  readonly question: string;
  readonly answer: string;
}

/** The six questions that every referral answers, in the words and the order of the program ("Referral emails"). */
export function sixAnswers(lead: Lead, terms: ProgramTerms): readonly QuestionAndAnswer[] {
  return [
    { question: 'Does the consumer have an active account?', answer: lead.account.active ? 'Yes' : 'No' },
    { question: 'Does the consumer have an active application?', answer: applicationWords(lead.application) },
    {
      question: 'What is the household’s current determination(s)?',
      answer: determinationWords(lead, terms),
    },
    { question: 'Why is the consumer seeking help from an assister?', answer: lead.reason },
    { question: 'What guidance was the consumer provided?', answer: lead.guidance },
    {
      question: 'Did the consumer consent to have their information sent to an assister?',
      answer: `Yes, on ${formatDate(lead.consent.on)}`,
    },
  ];
}

function applicationWords({ active, submittedOn }: Lead['application']): string {
  if (!active) return submittedOn ? `No (one was submitted on ${formatDate(submittedOn)})` : 'No';
  return submittedOn ? `Yes, submitted on ${formatDate(submittedOn)}` : 'Yes';
}

function determinationWords({ determinations }: Lead, terms: ProgramTerms): string {
  if (determinations.length === 0) return 'None yet';
  return listedWords(terms.determinations, determinations);
}
