import { html, type Markup } from './markup';

/** A link to AWS. Its text says where it leads, for those who go from link to link. */
export function awsLink(url: string, subject: string): Markup {
  return html`<p class="more"><a href="${url}" rel="noreferrer">AWS documentation<span class="visually-hidden"> about ${subject}</span></a></p>`;
}
