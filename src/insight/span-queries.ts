import { aws_logs as logs, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { defaultName } from '../private/cdk/default-names';
import { misuse, shown } from '../private/errors';
import { requireText } from '../private/options/limits';
import { requireKinds } from '../private/options/option-kinds';
import { SPANS_LOG_GROUP } from '../private/xray-limits';

/** A query's name has 255 characters, the folder and a slash included: this leaves room for the longest title. */
const MAX_FOLDER_LENGTH = 230;

/** What CloudFormation takes for folders within folders. */
const FOLDERS = /^[^:*/]+(\/[^:*/]+)*$/;

/** In Logs Insights, names with anything but letters, digits, `@` and `.` stand in backticks. */
const ATTRIBUTE = {
  rule: 'the name of a span\'s attribute, for example "enduser.id"',
  fits: (value: unknown) => typeof value === 'string' && /^[\w.@-]+$/.test(value),
};

/**
 * Properties of the queries on spans.
 */
export interface SpanQueriesProps {
  /**
   * The attribute of a span that names the user. The conventions of OpenTelemetry call it `enduser.id`, and newer ones `user.id`.
   * It cannot be a token.
   *
   * @default 'enduser.id'
   */
  readonly userAttribute?: string;

  /**
   * The folder in which CloudWatch Logs Insights shows the queries: 1 to 230 characters other than `:` and `*`. A slash between two names makes the second
   * a folder in the first.
   *
   * @default - the name of the stack and the path of the construct in it
   */
  readonly folder?: string;
}

/**
 * Saves queries for CloudWatch Logs Insights that answer what traces are made for, where Transaction Search is on: which users are affected by
 * faults, which operations are slow, which have faults, and which are throttled.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html
 */
export class SpanQueries extends Construct {
  /**
   * @param scope where the queries live
   * @param id the id in the scope
   * @param props what the spans are like, and where the queries are shown
   * @throws when the attribute is none that a span can have, or the folder is none that CloudWatch Logs takes
   */
  constructor(scope: Construct, id: string, props: SpanQueriesProps = {}) {
    super(scope, id);
    requireKinds(props, { userAttribute: ATTRIBUTE }, this);
    const { userAttribute = 'enduser.id', folder = defaultName(this, 200) } = props;
    requireText(this, 'folder', folder, MAX_FOLDER_LENGTH);
    if (!Token.isUnresolved(folder) && !FOLDERS.test(folder)) {
      throw misuse('`folder` must have no `:` and `*`, and slashes only between two names, for example "Orders/Prod", '
        + `got: ${shown(folder)}`, this);
    }
    for (const [queryId, { title, query }] of Object.entries(queries(userAttribute))) {
      new logs.CfnQueryDefinition(this, queryId, { name: `${folder}/${title}`, logGroupNames: [SPANS_LOG_GROUP], queryString: query.join('\n| ') });
    }
  }
}

const SERVICE = '`resource.attributes.service.name`';
const STATUS = '`attributes.http.response.status_code`';
const SECONDS = 'durationNano / 1000000000';

function queries(userAttribute: string): Record<string, { title: string; query: string[] }> {
  const user = `\`attributes.${userAttribute}\``;
  return {
    AffectedUsers: {
      title: 'Affected users',
      query: [
        `filter ispresent(${user}) and (${STATUS} >= 500 or status.code = "ERROR")`,
        `stats count_distinct(traceId) as traces, count_distinct(${SERVICE}) as services by ${user} as user`,
        'sort traces desc',
        'limit 100',
      ],
    },
    Faults: {
      title: 'Faults',
      query: [
        `filter ${STATUS} >= 500`,
        `stats count(*) as faults, count_distinct(traceId) as traces by ${SERVICE} as service, name`,
        'sort faults desc',
        'limit 100',
      ],
    },
    SlowOperations: {
      title: 'Slow operations',
      query: [
        'filter kind = "SERVER"',
        `stats count(*) as requests, pct(${SECONDS}, 50) as p50, pct(${SECONDS}, 95) as p95, pct(${SECONDS}, 99) as p99 by ${SERVICE} as service, name`,
        'sort p95 desc',
        'limit 100',
      ],
    },
    Throttles: {
      title: 'Throttles',
      query: [
        `filter ${STATUS} = 429`,
        `stats count(*) as throttles, count_distinct(traceId) as traces by ${SERVICE} as service, name`,
        'sort throttles desc',
        'limit 100',
      ],
    },
  };
}
