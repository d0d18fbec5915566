import { plainText } from '../../private/template/intrinsics';
import { launchDataPath } from '../../private/template/launch-data';
import { visibleText } from '../../private/user-data/user-data';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding } from '../../tracing/tracing-finding';

/** The command line and the SDKs' JSON that turn the check of source and destination off. Servers of a group do so for themselves. */
const TURNS_CHECK_OFF = /--no-source-dest-check|--source-dest-check\b[^\n]*\bfalse\b/i;

const MASQUERADES = /masquerade/i;

/** Software that makes a NAT instance of a server. Its image turns the check off by itself, for an interface that a route leads to. */
const IS_NAT_INSTANCE = /\bfck-nat\b/;

const TAKES_ROUTES = /\b(?:create|replace)-route\b/;

/** What is said of a server that need not be the source or destination of its packets, and routes those of others; undefined where nothing shows it. */
export function packetRouterFinding(resource: InspectedResource): TracingFinding | undefined {
  const text = visibleText(resource.property(launchDataPath(resource.resourceType, 'UserData')));
  const isRouter = IS_NAT_INSTANCE.test(text) || (plainText(resource.property('SourceDestCheck')) === 'false'
    ? MASQUERADES.test(text) || hasNoCommands(text)
    : TURNS_CHECK_OFF.test(text) && (MASQUERADES.test(text) || TAKES_ROUTES.test(text)));
  return isRouter ? TracingFinding.passThrough('it routes the packets of others, as a NAT instance does, and runs no application') : undefined;
}

function hasNoCommands(text: string): boolean {
  return text.replace(/^#!.*/, '').trim() === '';
}
