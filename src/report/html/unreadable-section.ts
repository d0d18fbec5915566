import { html, type Markup } from './markup';

/** What could not be read, as far as anything could not. */
export function unreadableSection(problems: readonly string[]): Markup | undefined {
  return problems.length === 0 ? undefined : html`<section id="unreadable" aria-labelledby="unreadable-title">
<h2 id="unreadable-title">Not read</h2>
<p class="intro">What these hold is missing on this page.</p>
<ul class="problems">${problems.map((problem) => html`<li>${problem}</li>`)}</ul>
</section>`;
}
