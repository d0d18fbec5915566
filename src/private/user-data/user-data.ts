import { collectorInInit, initializedBy, textOfInit } from './cfn-init';
import { type Change, type Collector, obstacleIn, type Refusal, type Server, withCommands } from './change';
import { collectorIn } from './collector-commands';
import { formatOf } from './format';
import { isIntrinsic, isNoValue, isObject } from '../template/intrinsics';
import { searchableText, type TextReader } from '../template/template-text';

export type { Change, Refusal } from './change';

/** What user data shows. */
export interface UserDataFinding {
  readonly status: 'traced' | 'untraced' | 'unknown';
  /** What hides it. */
  readonly reason?: string;
}

/**
 * What the user data of a server shows, in every branch of an `Fn::If`.
 *
 * @param besides what else the server carries out
 * @param read reads its text
 */
export function findingOf(userData: any, besides = '', read: TextReader = searchableText): UserDataFinding {
  const findings = contentsOf(userData).map((content) => findingOfContent(content, besides, read));
  const of = (status: UserDataFinding['status']) => findings.find((finding) => finding.status === status);
  return of('unknown') ?? of('untraced') ?? { status: 'traced' };
}

/**
 * What the user data of a server shows together with the metadata that it has cfn-init carry out.
 *
 * @param initOf the metadata of cfn-init that a resource of the template has
 * @param read reads the texts of both
 */
export function findingWithInit(userData: any, initOf: (logicalId: string) => unknown, read: TextReader = searchableText): UserDataFinding {
  const finding = findingOf(userData, '', read);
  const inits = finding.status === 'traced' ? [] : initializedBy(visibleText(userData)).map(initOf);
  if (inits.length === 0) { return finding; }
  const signs = inits.map((init) => collectorInInit(init, read));
  if (signs.includes('installed')) { return { status: 'traced' }; }
  const together = findingOf(userData, inits.map((init) => textOfInit(init, read)).join('\n'), read);
  const isByInit = finding.status === 'untraced' && together.status === 'unknown';
  return isByInit ? { status: 'unknown', reason: `cfn-init ${AGENT_OF_ELSEWHERE}` } : together;
}

/** What is said of whatever installs the CloudWatch agent without its configuration. */
const AGENT_OF_ELSEWHERE = 'installs the CloudWatch agent with a configuration that stands elsewhere, and perhaps receives traces';

/** All texts of user data, of every branch, as far as they are visible. */
export function visibleText(userData: any): string {
  return contentsOf(userData).map(({ content }) => searchableText(content)).join('\n');
}

/** Whether Windows runs user data at each boot, not at the first one only, in every branch of an `Fn::If`. */
export function runsAtEachBoot(userData: any): boolean {
  return contentsOf(userData).every(({ content }) => /<persist>\s*true\s*<\/persist>/i.test(searchableText(content)));
}

/**
 * All texts of user data with those that cfn-init goes by.
 *
 * @param initOf the metadata of cfn-init that a resource of the template has
 */
export function visibleTextWithInit(userData: any, initOf: (logicalId: string) => unknown): string {
  const text = visibleText(userData);
  return [text, ...initializedBy(text).map((logicalId) => textOfInit(initOf(logicalId)))].join('\n');
}

/**
 * Why no commands can be added to user data, whichever they are; undefined where nothing speaks against it.
 *
 * @param server of a template alone, nobody can tell whether a MIME archive has a part that takes commands
 */
export function obstacleTo(userData: any, server: Server): Refusal | undefined {
  return contentsOf(userData).flatMap(({ content }) => obstacleIn(searchableText(content), server) ?? [])[0];
}

/**
 * User data with the commands that install a collector, in every branch of an `Fn::If`.
 *
 * @returns the user data as it was where it installs one already, or the reason why nothing can be added
 */
export function withCollector(userData: any, collector: Collector, server: Server): Change | Refusal {
  if (isIf(userData)) { return eachBranch(userData, (branch) => withCollector(branch, collector, server)); }
  const { content, encoding } = contentOf(userData);
  if (isIf(content)) {
    const change = eachBranch(content, (branch) => changed(branch, collector, server));
    return 'value' in change ? { value: encoding.encode(change.value) } : change;
  }
  const change = changed(content, collector, server);
  return 'value' in change ? { value: change.value === content ? userData : encoding.encode(change.value) } : change;
}

function changed(content: any, collector: Collector, server: Server): Change | Refusal {
  return findingOfContent({ content, encoding: FUNCTION }).status === 'traced' ? { value: content } : withCommands(content, collector, server);
}

function eachBranch(value: any, change: (branch: any) => Change | Refusal): Change | Refusal {
  const [condition, ...branches] = value['Fn::If'];
  const changes = branches.map(change);
  const refusal = changes.find((each: Change | Refusal): each is Refusal => !('value' in each));
  return refusal ?? { value: { 'Fn::If': [condition, ...changes.map((each: any) => each.value)] } };
}

/** How the text stands in the template. */
interface Encoding {
  encode(text: any): any;
}

/** CloudFormation encodes it. */
const FUNCTION: Encoding = { encode: (text) => ({ 'Fn::Base64': text }) };

/** Somebody has encoded it already. What is added holds no token, so the result can be encoded here too. */
const LITERAL: Encoding = { encode: (text) => Buffer.from(text, 'utf8').toString('base64') };

interface Content {
  readonly content: any;
  readonly encoding: Encoding;
}

/** What `{ Ref }` would be in a text: hidden. */
const UNREADABLE = { Ref: '' };

function contentOf(userData: any): Content {
  if (userData === undefined || userData === null || isNoValue(userData)) { return { content: '', encoding: FUNCTION }; }
  if (typeof userData === 'string') { return { content: decoded(userData) ?? UNREADABLE, encoding: LITERAL }; }
  const isEncoded = isObject(userData) && 'Fn::Base64' in userData;
  return { content: isEncoded ? userData['Fn::Base64'] : UNREADABLE, encoding: FUNCTION };
}

function contentsOf(userData: any): Content[] {
  if (isIf(userData)) { return userData['Fn::If'].slice(1).flatMap(contentsOf); }
  const { content, encoding } = contentOf(userData);
  return isIf(content) ? content['Fn::If'].slice(1).map((branch: any) => ({ content: branch, encoding })) : [{ content, encoding }];
}

function findingOfContent({ content, encoding }: Content, besides = '', read: TextReader = searchableText): UserDataFinding {
  if (content === UNREADABLE && encoding === LITERAL) { return { status: 'unknown', reason: 'its user data is a text that is not encoded in base64' }; }
  const text = read(content);
  if (formatOf(text).kind === 'hidden') { return { status: 'unknown', reason: 'its user data is known at deployment only' }; }
  switch (collectorIn(`${text}\n${besides}`)) {
    case 'installed':
      return { status: 'traced' };
    case 'perhaps':
      return { status: 'unknown', reason: `its user data ${AGENT_OF_ELSEWHERE}` };
    default:
      return { status: 'untraced' };
  }
}

function isIf(value: any): value is { 'Fn::If': any[] } {
  return isIntrinsic(value) && Array.isArray(value['Fn::If']);
}

function decoded(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? Buffer.from(compact, 'base64').toString('utf8') : undefined;
}
