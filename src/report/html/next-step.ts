import { html, type Markup, prose } from './markup';
import { sentence } from '../wording';

/** What is to be done about something, or why nothing is. */
export function nextStep(title: 'What to do' | 'Acknowledged', text: string): Markup {
  return html`<p class="fix"><strong>${title}:</strong> ${prose(sentence(text))}</p>`;
}
